import type { Connection } from 'mongoose';
import { floorRows } from './floor.ts';

/** No stream of the broker has this name: the first one met is another, and the journal is asked for what comes after. */
const NO_STREAM = 'none yet';

/**
 * Has a consumer that has never run begin behind a position of a publisher's journal, for history that was written beside the broker
 * (seeds). One that has run already keeps its own position.
 */
export async function passOver(connection: Connection, source: string, cursor: string, updatedAt: Date): Promise<void> {
  const floors = floorRows(connection);
  await floors.updateOne(
    { _id: source },
    { $setOnInsert: { stream: NO_STREAM, floor: 0, updatedAt } },
    { upsert: true },
  );
  await floors.updateOne({ _id: source, stream: NO_STREAM }, { $set: { cursor } });
}
