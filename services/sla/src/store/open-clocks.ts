import { writesOf } from '@jamaa/kit';
import type { ClientSession, Connection, mongo } from 'mongoose';
import type { ClockKind } from '../domain/clock.ts';

/** How many clocks of each kind are open: one row that is counted up and down, because counting a million rows takes seconds. */
interface OpenClocksRow extends Partial<Record<ClockKind, number>> {
  _id: 'open-clocks';
}

const collection = 'figures';

const figures = (connection: Connection): mongo.Collection<OpenClocksRow> =>
  connection.collection<OpenClocksRow>(collection) as unknown as mongo.Collection<OpenClocksRow>;

/** Adds the differences, with the transaction that opens or ends the clocks. */
export function countOpenClocks(
  session: ClientSession,
  differences: Readonly<Partial<Record<ClockKind, number>>>,
): void {
  const changed = Object.fromEntries(Object.entries(differences).filter(([, by]) => by !== 0));
  if (Object.keys(changed).length === 0) return;
  writesOf(session).update(collection, 'open-clocks', { $inc: changed }, true);
}

/** The same for clocks that are written in bulk, outside a transaction. */
export async function addOpenClocks(
  connection: Connection,
  more: Readonly<Partial<Record<ClockKind, number>>>,
): Promise<void> {
  if (Object.keys(more).length > 0)
    await figures(connection).updateOne({ _id: 'open-clocks' }, { $inc: more }, { upsert: true });
}

export async function openClocks(connection: Connection): Promise<Partial<Record<ClockKind, number>>> {
  const { _id, ...counts } = (await figures(connection).findOne({ _id: 'open-clocks' })) ?? { _id: 'open-clocks' };
  return counts;
}
