import type { Connection, mongo } from 'mongoose';
import { AppError } from '../errors/app-error.ts';
import { bytesOf } from '../journal/replay.ts';
import { inTransaction } from '../mongo/transaction.ts';
import { writesOf } from '../mongo/writes.ts';
import type { Keyring } from './keyring.ts';

/** A collection whose rows hold a wrapped person key, and the member it stands in; `<member>.version` must be indexed. */
export interface SealedPlace {
  readonly collection: string;
  readonly key: string;
}

/** How far a re-wrapping has come; one row. */
export interface RotationRow {
  _id: 'rotation';
  version: string;
  operator: string;
  wrapped: number;
  startedAt: Date;
  finishedAt?: Date;
}

const BATCH = 100;
const collection = 'key_rotation';

const rotations = (connection: Connection): mongo.Collection<RotationRow> =>
  connection.collection<RotationRow>(collection) as unknown as mongo.Collection<RotationRow>;

const rowsOf = (connection: Connection, place: SealedPlace): mongo.Collection<{ _id: string }> =>
  connection.collection<{ _id: string }>(place.collection) as unknown as mongo.Collection<{ _id: string }>;

const versionIn = (place: SealedPlace): string => `${place.key}.version`;

/** The key as it stands in a row, by the dotted name of its member. */
const keyIn = (row: object, place: SealedPlace): { version: string; wrapped: Uint8Array | mongo.Binary } | undefined =>
  place.key
    .split('.')
    .reduce((value: unknown, name) => (value === undefined ? value : Reflect.get(Object(value), name)), row) as
    | { version: string; wrapped: Uint8Array | mongo.Binary }
    | undefined;

export const findRotation = (connection: Connection): Promise<RotationRow | null> =>
  rotations(connection).findOne({ _id: 'rotation' });

/** Asks for a re-wrapping under the version that seals now. @throws AppError `command-not-allowed` while another one runs */
export async function requestRotation(
  connection: Connection,
  { version, operator, at }: { readonly version: string; readonly operator: string; readonly at: Date },
): Promise<RotationRow> {
  const row: RotationRow = { _id: 'rotation', version, operator, wrapped: 0, startedAt: at };
  return inTransaction(connection, async (session) => {
    const before = await rotations(connection).findOne({ _id: 'rotation' }, { session });
    if (before !== null && before.finishedAt === undefined && before.version === version)
      throw new AppError(
        'command-not-allowed',
        `a rotation to version ${version} runs since ${before.startedAt.toISOString()}`,
      );
    await rotations(connection).replaceOne({ _id: 'rotation' }, row, { session, upsert: true });
    return row;
  });
}

/**
 * Wraps the next keys anew under the current master key, in one small transaction with the progress; texts stay as they are sealed.
 * Returns how many: 0 when no key is wrapped under another version that is known.
 */
export async function rewrapBatch(
  connection: Connection,
  keyring: Keyring,
  places: readonly SealedPlace[],
): Promise<number> {
  const others = keyring.versions.filter((version) => version !== keyring.currentVersion);
  for (const place of places) {
    for (const version of others) {
      const found = await rowsOf(connection, place)
        .find({ [versionIn(place)]: version }, { projection: { _id: 1 } })
        .limit(BATCH)
        .toArray();
      if (found.length > 0)
        return rewrap(
          connection,
          keyring,
          place,
          found.map(({ _id }) => _id),
        );
    }
  }
  return 0;
}

async function rewrap(
  connection: Connection,
  keyring: Keyring,
  place: SealedPlace,
  ids: readonly string[],
): Promise<number> {
  await inTransaction(connection, async (session) => {
    // Read here, so that an erasure or a command that comes between meets this as a write conflict.
    const rows = await rowsOf(connection, place)
      .find({ _id: { $in: [...ids] } }, { session })
      .toArray();
    for (const row of rows) {
      const key = keyIn(row, place);
      if (key === undefined || key.version === keyring.currentVersion) continue;
      const fresh = keyring.rewrap({ version: key.version, wrapped: bytesOf(key.wrapped) });
      writesOf(session).update(place.collection, row._id, { $set: { [place.key]: fresh } });
    }
    writesOf(session).update(collection, 'rotation', { $inc: { wrapped: rows.length } });
  });
  return ids.length;
}

export const finishRotation = (connection: Connection, at: Date): Promise<unknown> =>
  rotations(connection).updateOne({ _id: 'rotation' }, { $set: { finishedAt: at } });

/** Keys wrapped under a version; counted on the index, seconds for a million. */
export async function usesOf(connection: Connection, places: readonly SealedPlace[], version: string): Promise<number> {
  let uses = 0;
  for (const place of places) uses += await rowsOf(connection, place).countDocuments({ [versionIn(place)]: version });
  return uses;
}

/**
 * Looks for keys wrapped under a version that the keyring does not have: their persons could not be read. A few look-ups in the gaps
 * between the versions that are known, at any size.
 * @throws Error that names the collection and the version
 */
export async function refuseUnknownVersions(
  connection: Connection,
  keyring: Keyring,
  places: readonly SealedPlace[],
): Promise<void> {
  const known = [...keyring.versions].sort();
  const gaps = [
    { $lt: known[0] ?? '' },
    ...known.map((version, index) => ({
      $gt: version,
      ...(known[index + 1] === undefined ? {} : { $lt: known[index + 1] }),
    })),
  ];
  for (const place of places) {
    for (const gap of gaps) {
      const row = await rowsOf(connection, place).findOne({ [versionIn(place)]: gap });
      if (row === null) continue;
      const version = keyIn(row, place)?.version ?? '';
      throw new Error(
        `master key version ${version} still wraps keys in ${place.collection} and is not in master-keys.json: put it back, and rotate before it is removed`,
      );
    }
  }
}
