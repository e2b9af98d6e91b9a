import { createHash } from 'node:crypto';
import { encodeEvent, epochIn, inTransaction, nextId, onceUnderLease, type Platform, versionAfter } from '@jamaa/kit';
import { directoryEvents } from '@jamaa/proto/catalog';
import type { mongo } from 'mongoose';
import type { Organisation } from '../domain/organisation.ts';
import { appendInBulk } from '../store/journal.ts';
import { organisationMessage } from '../store/messages.ts';
import { type OrganisationRow, organisationRows, referenceState } from '../store/rows.ts';
import type { ReferenceFiles } from './reference-data.ts';

const BATCH = 500;

type LoadPlatform = Pick<Platform, 'mongo' | 'clock' | 'logger' | 'relay' | 'env' | 'instance'>;

/**
 * Brings the organisations up to the reference data, if it is not what was loaded last: new and changed bodies are written with
 * an event each, in batches; the rest is left alone. A body that is no longer in the data stays, because cases refer to it.
 * Of replicas that start together one loads and the others wait for it.
 * @returns how many bodies this process wrote
 */
export async function loadReference(platform: LoadPlatform, files: ReferenceFiles): Promise<number> {
  const { mongo, logger } = platform;
  if (await isLoaded(platform, files)) return 0;
  const lease = { connection: mongo, name: 'reference', holder: platform.instance, ttlMs: platform.env.LEASE_TTL_MS };
  // A start that cannot load its data fails, instead of trying for ever.
  return onceUnderLease({ ...lease, logger }, () => loadNow(platform, files));
}

const isLoaded = async ({ mongo }: LoadPlatform, files: ReferenceFiles): Promise<boolean> =>
  (await referenceState(mongo).findOne({ _id: 'reference' }))?.version === files.version;

async function loadNow(platform: LoadPlatform, files: ReferenceFiles): Promise<number> {
  const { mongo, clock, logger, relay } = platform;
  if (await isLoaded(platform, files)) return 0;
  const startedAt = clock.system();
  const organisations = files.build();
  const builtAt = clock.system();
  let written = 0;
  for (let at = 0; at < organisations.length; at += BATCH) {
    written += await writeBatch(platform, organisations.slice(at, at + BATCH));
    relay.poke();
  }
  const loadedAt = new Date(clock.system());
  const state = { $set: { version: files.version, loadedAt } };
  await referenceState(mongo).updateOne({ _id: 'reference' }, state, { upsert: true });
  const took = { buildMs: builtAt - startedAt, writeMs: clock.system() - builtAt };
  logger.info({ organisations: organisations.length, written, ...took }, 'reference loaded');
  return written;
}

async function writeBatch({ mongo, clock }: LoadPlatform, batch: readonly Organisation[]): Promise<number> {
  const now = clock.now();
  const wanted = batch.map((organisation) => ({ organisation, reference: hashOf(organisation) }));
  return inTransaction(mongo, async (session) => {
    const rows = organisationRows(mongo);
    const ids = { _id: { $in: batch.map(({ id }) => id) } };
    const fields = { version: 1, lastEventId: 1, reference: 1, settings: 1 } as const;
    const found = new Map(
      (await rows.find(ids, { session, projection: fields }).toArray()).map((row) => [row._id, row]),
    );
    const changed = wanted
      .filter(({ organisation, reference }) => found.get(organisation.id)?.reference !== reference)
      .map(({ organisation: { id, ...rest }, reference }): OrganisationRow => {
        const before = found.get(id);
        return {
          _id: id,
          ...rest,
          ...(before?.settings === undefined ? {} : { settings: before.settings }),
          reference,
          version: versionAfter(before?.version ?? 0, epochIn(session)),
          lastEventId: nextId(before?.lastEventId),
        };
      });
    if (changed.length === 0) return 0;
    await rows.bulkWrite(
      changed.map(
        (row): mongo.AnyBulkWriteOperation<OrganisationRow> =>
          !found.has(row._id)
            ? { insertOne: { document: row } }
            : { replaceOne: { filter: { _id: row._id }, replacement: row } },
      ),
      { session, ordered: true },
    );
    const events = changed.map((row) => ({
      eventId: row.lastEventId,
      type: 'organisation' as const,
      id: row._id,
      version: row.version,
      event: encodeEvent(directoryEvents.organisationChanged, { organisation: organisationMessage(row) }),
    }));
    await appendInBulk(mongo, session, events, now);
    return changed.length;
  });
}

const hashOf = (organisation: Organisation): string =>
  createHash('sha256').update(JSON.stringify(organisation)).digest('base64url').slice(0, 22);
