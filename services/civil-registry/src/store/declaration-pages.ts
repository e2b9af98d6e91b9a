import type { Connection } from 'mongoose';
import { type DeclarationRow, declarationRows } from './rows.ts';

const DAY_MS = 86_400_000;
/** How far back the newest are looked for, days; then everywhere. */
const STRETCHES = [3, 30, 365];

interface Page {
  /** Id of the last one of the page before; empty for the first. */
  readonly before: string;
  readonly limit: number;
  /** Milliseconds. */
  readonly now: number;
}

/** The smallest id of its time: ids of declarations grow with the time of their making. */
const idAt = (ms: number): string => {
  const hex = Math.max(0, Math.floor(ms)).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`;
};

/** Declarations of a bureau in some states, the newest first; looked for in ever longer stretches, for a sorted scan does not end at its limit. */
export async function findDeclarations(
  connection: Connection,
  bureauId: string,
  states: readonly string[],
  { before, limit, now }: Page,
): Promise<DeclarationRow[]> {
  const found: DeclarationRow[] = [];
  const from = before === '' ? now + DAY_MS : Number.parseInt(before.replace('-', '').slice(0, 12), 16);
  let upTo = before === '' ? idAt(now + DAY_MS) : before;
  for (const stretch of [...STRETCHES, undefined]) {
    const down = stretch === undefined ? '' : idAt(from - stretch * DAY_MS);
    const range = { $gte: down, $lt: upTo };
    const parts = await Promise.all(
      states.map((state) =>
        declarationRows(connection)
          .find({ bureauId, state: state as DeclarationRow['state'], _id: range })
          .sort({ _id: -1 })
          .limit(limit - found.length)
          .toArray(),
      ),
    );
    found.push(
      ...parts
        .flat()
        .sort((a, b) => (a._id < b._id ? 1 : -1))
        .slice(0, limit - found.length),
    );
    if (found.length === limit) break;
    upTo = down;
  }
  return found;
}
