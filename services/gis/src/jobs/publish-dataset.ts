import { appendEvents, encodeEvent, inTransaction, isDuplicateKey, type Platform } from '@jamaa/kit';
import { gisEvents } from '@jamaa/proto/catalog';
import { readPublished, writePublished } from '../store/published.ts';

const AGGREGATE = 'territory';
const ATTEMPTS = 5;

/**
 * Records the version in force and journals `territory.published` in one transaction, once at start; nothing when the last
 * start had the same version. Of several replicas that start together, one publishes. Returns whether this one did.
 */
export async function publishDataset(
  platform: Pick<Platform, 'mongo' | 'clock' | 'relay' | 'logger'>,
  datasetVersion: string,
): Promise<boolean> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await publishOnce(platform, datasetVersion);
    } catch (error) {
      // Another replica wrote the same row first; the next look finds its version.
      if (!isDuplicateKey(error) || attempt === ATTEMPTS) throw error;
    }
  }
}

async function publishOnce(
  { mongo, clock, relay, logger }: Pick<Platform, 'mongo' | 'clock' | 'relay' | 'logger'>,
  datasetVersion: string,
): Promise<boolean> {
  const now = clock.now();
  const published = await inTransaction(mongo, async (session) => {
    const row = await readPublished(mongo, session);
    if (row?.datasetVersion === datasetVersion) return false;
    const head = { type: AGGREGATE, id: AGGREGATE, version: row?.version ?? 0, lastEventId: row?.lastEventId };
    const event = encodeEvent(gisEvents.published, { version: datasetVersion });
    const { version, lastEventId } = appendEvents(session, head, [event], now);
    await writePublished(mongo, session, {
      _id: AGGREGATE,
      datasetVersion,
      version,
      ...(lastEventId === undefined ? {} : { lastEventId }),
      publishedAt: now,
    });
    return true;
  });
  if (published) {
    relay.poke();
    logger.info({ version: datasetVersion }, 'territory published');
  }
  return published;
}
