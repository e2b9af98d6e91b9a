import { randomBytes } from 'node:crypto';
import type { Connection, mongo } from 'mongoose';
import { makeReference } from '../text/reference.ts';

/** A number that people hold and the restored database knows nothing of: it is never given to somebody else. */
interface LostNumberRow {
  _id: string;
  aggregateId: string;
  notedAt: Date;
}

const rowsOf = (connection: Connection): mongo.Collection<LostNumberRow> =>
  connection.collection<LostNumberRow>('lost_numbers') as unknown as mongo.Collection<LostNumberRow>;

export async function noteLostNumbers(
  connection: Connection,
  lost: readonly { readonly id: string; readonly reference: string }[],
  at: Date,
): Promise<void> {
  if (lost.length === 0) return;
  await rowsOf(connection).bulkWrite(
    lost.map(({ id, reference }) => ({
      updateOne: {
        filter: { _id: reference },
        update: { $setOnInsert: { aggregateId: id, notedAt: at } },
        upsert: true,
      },
    })),
  );
}

/** All of them; a restore leaves few, and none is added while services run. */
export async function lostNumbers(connection: Connection): Promise<ReadonlySet<string>> {
  const rows = await rowsOf(connection).find({}).toArray();
  return new Set(rows.map(({ _id }) => _id));
}

/** A reference that was never given, as far as is known; the unique index of its collection says whether it is taken. */
export function drawReference(
  lost: ReadonlySet<string>,
  region: string,
  year: number,
  kind = '',
  random: () => Uint8Array = () => randomBytes(6),
): string {
  for (;;) {
    const reference = makeReference(region, year, random(), kind);
    if (!lost.has(reference)) return reference;
  }
}
