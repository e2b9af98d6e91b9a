import type { Connection } from 'mongoose';
import { floorRows } from '../consumer/floor.ts';
import { type EpochRow, epochRows } from './epoch.ts';

/** Positions in a journal begin with a lease's fence: a restored one goes on above all that the lost time can have given. */
const FENCES_PER_EPOCH = 2 ** 16;

interface LeaseRow {
  _id: string;
  holder: string;
  fence: number;
  expiresAt: number;
}

/**
 * What a restored database must be told before anything runs on it: another epoch, higher fences, and that no stream goes on where
 * it was (consumers then read the journals of their publishers again).
 *
 * @param atLeast lowest epoch to take: above all that is known to have been in use
 * @returns the epoch
 */
export async function raiseEpoch(
  connection: Connection,
  restored: { readonly at: Date; readonly point: Date; readonly atLeast?: number },
): Promise<number> {
  const before = await epochRows(connection).findOne({ _id: 'current' });
  const epoch = Math.max((before?.epoch ?? 0) + 1, restored.atLeast ?? 1);
  const row: EpochRow = { _id: 'current', epoch, restoredAt: restored.at, point: restored.point };
  await epochRows(connection).replaceOne({ _id: 'current' }, row, { upsert: true });
  const leases = connection.collection<LeaseRow>('leases');
  await leases.updateMany(
    {},
    { $inc: { fence: FENCES_PER_EPOCH }, $set: { holder: '', expiresAt: 0 }, $unset: { session: '' } },
  );
  await floorRows(connection).updateMany({}, { $set: { stream: `before epoch ${epoch}` } });
  return epoch;
}

/** The broker was compared with the restored journal, and what it held beyond is on record: services may start. */
export async function markReconciled(connection: Connection, by: string, at: Date): Promise<void> {
  await epochRows(connection).updateOne({ _id: 'current' }, { $set: { reconciledAt: at, reconciledBy: by } });
}
