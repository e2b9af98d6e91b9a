import { writesOf } from '@jamaa/kit';
import type { ClientSession, mongo } from 'mongoose';
import { type MessageRow, messageCollection, type SendableRow } from './messages.ts';

/** A message about to be handed over. */
export interface Claim {
  readonly row: SendableRow;
  /** Key of the undecided row that this one and its siblings replace; all siblings are claimed together. */
  readonly replaces?: string;
}

/**
 * Makes `sending` of what is still queued, and rows of what was undecided. An undecided row that is gone, or a channel row that
 * has been sent already, is somebody else's: it is left alone. The writes leave with the transaction's end.
 */
export async function claimRows(
  rows: mongo.Collection<MessageRow>,
  session: ClientSession,
  claims: readonly Claim[],
  now: number,
): Promise<ReadonlySet<string>> {
  const keys = claims.flatMap(({ row, replaces }) => (replaces === undefined ? [row._id] : [row._id, replaces]));
  const found = await rows.find({ _id: { $in: keys } }, { session, projection: { state: 1 } }).toArray();
  const states = new Map(found.map((row) => [row._id, row.state]));
  const open = claims.filter(({ replaces }) => replaces === undefined || states.get(replaces) === 'queued');
  const fresh = open.filter(({ row, replaces }) => replaces !== undefined && !states.has(row._id));
  const queued = open.filter(({ row }) => states.get(row._id) === 'queued').map(({ row }) => row._id);
  const replaced = open.flatMap(({ replaces }) => replaces ?? []);
  const writes = writesOf(session);
  for (const key of replaced) writes.delete(messageCollection, key);
  writes.insert(
    messageCollection,
    fresh.map(({ row }): MessageRow => ({ ...row, state: 'sending', claimedAt: now })),
  );
  for (const key of queued) writes.update(messageCollection, key, { $set: { state: 'sending', claimedAt: now } });
  return new Set([...queued, ...fresh.map(({ row }) => row._id)]);
}
