import { AppError, bytesOf, isAppError, type Keyring, type Peer, type Platform } from '@jamaa/kit';
import type { DirectoryServiceClient } from '@jamaa/proto/directory/v1/directory';
import type { mongo } from 'mongoose';

interface OfficerRow {
  _id: string;
  key: { version: string; wrapped: Uint8Array | mongo.Binary };
  name: Uint8Array | mongo.Binary;
}

const KEEP_MS = 10 * 60_000;
const contextOf = (accountId: string): string => `officer/${accountId}/name`;

/**
 * Names of officers as acts print them: asked of directory, kept for ten minutes, and sealed in the own database, so that officers go on
 * signing while directory is down.
 */
export function createOfficerNames(
  { mongo, clock, logger }: Pick<Platform, 'mongo' | 'clock' | 'logger'>,
  keyring: Keyring,
  directory: Peer<DirectoryServiceClient>,
): (accountId: string) => Promise<string> {
  const rows = mongo.collection<OfficerRow>('officers');
  const kept = new Map<string, { readonly name: string; readonly until: number }>();
  const stored = async (accountId: string): Promise<string | undefined> => {
    const row = await rows.findOne({ _id: accountId });
    if (row === null) return undefined;
    const key = keyring.unwrap({ version: row.key.version, wrapped: bytesOf(row.key.wrapped) });
    return key.open(bytesOf(row.name), contextOf(accountId));
  };
  const store = async (accountId: string, name: string): Promise<void> => {
    const key = keyring.newPersonKey();
    const set = { key: { ...key.wrapped }, name: key.seal(name, contextOf(accountId)) };
    await rows.updateOne({ _id: accountId }, { $set: set }, { upsert: true });
  };
  return async (accountId) => {
    const known = kept.get(accountId);
    if (known !== undefined && known.until > clock.system()) return known.name;
    const before = await stored(accountId);
    const name = await directory.call('getAccountContact', { accountId }, 1_000).then(
      (told) => told.name,
      (error: unknown) => {
        if (!isAppError(error)) throw error;
        logger.warn({ err: error }, 'name of an officer not asked');
        if (before === undefined)
          throw new AppError('unavailable', 'the name of the officer is not to be had', { cause: error });
        return before;
      },
    );
    if (name !== before) await store(accountId, name);
    kept.set(accountId, { name, until: clock.system() + KEEP_MS });
    return name;
  };
}
