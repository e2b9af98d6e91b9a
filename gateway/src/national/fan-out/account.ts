import type { Entry, ListOfCells } from './list.ts';

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** Who somebody is over all cells: the account of the cell that knows one, every role once. */
function oneAccount(answers: ReadonlyMap<string, Entry>): Entry {
  const bodies = [...answers.values()];
  const known = bodies.find(({ account }) => account !== undefined) ?? bodies[0] ?? {};
  const grants = new Map(bodies.flatMap(({ grants: held }) => listOf(held)).map((one) => [JSON.stringify(one), one]));
  return { ...known, grants: [...grants.values()] };
}

export const sameAccount: ListOfCells = { items: 'grants', pages: 'none', merge: oneAccount };
