import { type Caller, type Grant, withinScope } from '@jamaa/kit';
import type { Intake } from '../context.ts';
import type { CommandArguments, Supervising } from '../domain/complaint.ts';
import { openDemands } from '../domain/supervise.ts';
import type { CommandName } from '../domain/table.ts';
import { toldAt } from '../domain/told.ts';
import type { ComplaintRow } from '../store/complaint-row.ts';

const acts: readonly CommandName[] = ['remind', 'demand-explanation', 'explain', 'inspection-note', 'designate'];

/** What an act of supervision on this case depends on; `undefined` for other commands, which need none of it. */
export async function supervising(
  { directory }: Pick<Intake, 'directory'>,
  row: ComplaintRow,
  who: { readonly caller: Caller; readonly grants: readonly Grant[] },
  command: CommandName,
  args: CommandArguments,
  now: Date,
): Promise<Supervising | undefined> {
  if (!acts.includes(command)) return undefined;
  const watching = who.grants.filter(
    ({ role }) => role === 'supervisor' || (role === 'auditor' && command === 'inspection-note'),
  );
  const over = async (organisation: string): Promise<Grant | undefined> => {
    const territory = (await directory.organisation(organisation))?.territory ?? '';
    return watching.find(({ scope }) => territory !== '' && withinScope(territory, scope));
  };
  const explains = who.grants
    .filter(({ role }) => role === 'validator' || role === 'coordinator')
    .map(({ organisation }) => organisation);
  return {
    as: command === 'inspection-note' ? watching[0]?.organisation : (await over(row.organisation))?.organisation,
    bodies: [...new Set(row.timeline.map(({ organisation }) => organisation))].filter((one) => one !== ''),
    reachesTarget: (await over(args.organisation ?? '')) !== undefined,
    explains,
    accounts: await told({ directory }, row, command, args, explains, now),
  };
}

async function told(
  { directory }: Pick<Intake, 'directory'>,
  row: ComplaintRow,
  command: CommandName,
  args: CommandArguments,
  explains: readonly string[],
  now: Date,
): Promise<readonly string[]> {
  const { unit, handler } = row;
  const at = async (what: Parameters<typeof toldAt>[0], organisation: string, of = unit): Promise<string[]> =>
    toldAt(what, { organisation, unit: of, handler }, await directory.peopleAt(organisation), now);
  switch (command) {
    case 'remind':
      return at('work', row.organisation);
    case 'demand-explanation':
      return at('answer', row.organisation);
    case 'designate':
      return at('placing', args.organisation ?? '', args.unit ?? '');
    case 'explain':
      return askers(
        { directory },
        openDemands(row).filter(({ organisation }) => explains.includes(organisation)),
      );
    default:
      return [];
  }
}

/** Accounts of those who demanded an explanation. */
export async function askers(
  { directory }: Pick<Intake, 'directory'>,
  demands: readonly { readonly by: string }[],
): Promise<string[]> {
  const subjects = [...new Set(demands.map(({ by }) => by))];
  const accounts = await Promise.all(subjects.map((subject) => directory.accountOf(subject)));
  return accounts.flatMap((account) => (account === undefined ? [] : [account._id]));
}

/** Territory code of a body, for counters. */
export const territoryIn =
  ({ directory }: Pick<Intake, 'directory'>) =>
  async (organisation: string): Promise<string> =>
    (await directory.organisation(organisation))?.territory ?? '';
