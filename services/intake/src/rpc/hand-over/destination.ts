import { HUB, invalidField, newId } from '@jamaa/kit';
import type { Organisation } from '@jamaa/proto/directory/v1/directory';
import type { ClientSession } from 'mongoose';
import type { Intake } from '../../context.ts';
import type { CommandArguments } from '../../domain/complaint.ts';
import type { Destination } from '../../domain/hand-over.ts';
import type { CommandName } from '../../domain/table.ts';
import type { ComplaintRow } from '../../store/complaint-row.ts';
import { handOverRows } from '../../store/hand-overs.ts';

type Here = Pick<Intake, 'cells'> & { readonly platform: { readonly env: { readonly CELL: string } } };

/**
 * Whether a place is of this cell. The cell `00` holds every région that has no cell of its own: all of them where there is one cell. What
 * is of no région, a national body, is of every cell.
 */
export function isOwn({ platform, cells }: Here, territory: string): boolean {
  const [region] = /^(?:0[1-9]|1[0-2])(?=\.|$)/.exec(territory) ?? [];
  if (region === undefined) return true;
  return platform.env.CELL === HUB ? !cells.known.has(region) : region === platform.env.CELL;
}

/**
 * A case is filed in the cell of its place: two cells that took it would both give it a reference of that région.
 * @throws AppError `validation-failed` naming the région
 */
export function filedHere(here: Here, commune: string, field: 'location' | 'commune'): void {
  if (isOwn(here, commune)) return;
  const region = commune.slice(0, 2);
  const message = `this place is in région ${region}, which has a platform of its own: file it there, or at the national one`;
  throw invalidField(field, 'other-region', message);
}

/**
 * Commands that place a case stay in the cell: nobody of another région would find it here.
 * @throws AppError `validation-failed` naming what is of another région
 */
export function staysInCell(
  here: Here,
  command: CommandName,
  { commune }: CommandArguments,
  target: Pick<Organisation, 'territory'> | undefined,
): void {
  if (command === 'hand-over') return;
  const other = { code: 'other-region', why: 'of another région, whose cell takes the case by hand-over' };
  if (commune !== undefined && !isOwn(here, commune))
    throw invalidField('commune', other.code, `this place is ${other.why}`);
  if (target !== undefined && !isOwn(here, target.territory))
    throw invalidField('organisation', other.code, `this body is ${other.why}`);
}

/** What a hand-over, or calling one off, depends on; `undefined` for other commands. */
export async function destinationOf(
  { cells, directory, platform, territory }: Intake,
  session: ClientSession,
  row: ComplaintRow,
  command: CommandName,
  args: CommandArguments,
): Promise<Destination | undefined> {
  if (command !== 'hand-over' && command !== 'cancel-hand-over') return undefined;
  const pending =
    row.handOver === undefined
      ? null
      : await handOverRows(platform.mongo).findOne({ _id: row.handOver.id }, { session });
  const body = args.organisation === undefined ? undefined : await directory.organisation(args.organisation);
  const seat = body === undefined ? undefined : territory.index()?.get(body.territory);
  const commune = args.commune ?? (seat?.kind === 'commune' ? seat.code : undefined);
  return {
    id: newId(),
    commune,
    bodyRegion: body?.territory.slice(0, 2),
    own: commune !== undefined && isOwn({ platform, cells }, commune),
    known: commune !== undefined && cells.known.has(commune.slice(0, 2)),
    // Without a row nothing is known: the other cell is asked.
    sent: pending?.sent !== false,
  };
}
