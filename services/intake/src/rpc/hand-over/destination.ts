import { invalidField, newId } from '@jamaa/kit';
import type { Organisation } from '@jamaa/proto/directory/v1/directory';
import type { ClientSession } from 'mongoose';
import type { Intake } from '../../context.ts';
import type { CommandArguments } from '../../domain/complaint.ts';
import type { Destination } from '../../domain/hand-over.ts';
import type { CommandName } from '../../domain/table.ts';
import type { ComplaintRow } from '../../store/complaint-row.ts';
import { handOverRows } from '../../store/hand-overs.ts';

/** Whether a commune is one of this cell. One cell may hold all régions: then it is `00`. */
export const isOwn = (cell: string, commune: string): boolean => cell === '00' || commune.startsWith(`${cell}.`);

/**
 * A case is filed in the cell of its place: two cells that took it would both give it a reference of that région. Where one cell holds all
 * régions it is filed there; where others have cells of their own, not at the hub.
 * @throws AppError `validation-failed` naming the région
 */
export function filedHere(
  { platform, cells }: Pick<Intake, 'platform' | 'cells'>,
  commune: string,
  field: 'location' | 'commune',
): void {
  const region = commune.slice(0, 2);
  if (isOwn(platform.env.CELL, commune) && !cells.known.has(region)) return;
  const message = `this place is in région ${region}, which has a platform of its own: file it there, or at the national one`;
  throw invalidField(field, 'other-region', message);
}

const aRegion = /^(0[1-9]|1[0-2])/;
const elsewhere = (cell: string, territory: string): boolean =>
  cell !== '00' && aRegion.test(territory) && territory.slice(0, 2) !== cell;

/**
 * Commands that place a case stay in the cell: nobody of another région would find it here.
 * @throws AppError `validation-failed` naming what is of another région
 */
export function staysInCell(
  cell: string,
  command: CommandName,
  { commune }: CommandArguments,
  target: Pick<Organisation, 'territory'> | undefined,
): void {
  if (command === 'hand-over') return;
  const other = { code: 'other-region', why: 'of another région, whose cell takes the case by hand-over' };
  if (commune !== undefined && elsewhere(cell, commune))
    throw invalidField('commune', other.code, `this place is ${other.why}`);
  if (target !== undefined && elsewhere(cell, target.territory))
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
    own: commune !== undefined && isOwn(platform.env.CELL, commune),
    known: commune !== undefined && cells.known.has(commune.slice(0, 2)),
    // Without a row nothing is known: the other cell is asked.
    sent: pending?.sent !== false,
  };
}
