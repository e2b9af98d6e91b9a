import { inTransaction, type Platform, startJob, type TerritoryCopy, waitFor } from '@jamaa/kit';
import type { Check } from '@jamaa/observability';
import { bureauIdOf } from '../domain/identity.ts';
import { insertBureau, type NewBureau } from '../store/bureaux.ts';
import { bureauRows } from '../store/rows.ts';
import { exampleConsulates } from './example-consulates.ts';

const BATCH = 500;
const WAIT_MS = 500;

interface LoadRow {
  _id: 'territory';
  version: string;
}

type Index = NonNullable<ReturnType<TerritoryCopy['index']>>;

/** Main bureaux of every commune and arrondissement, in the words of their signs. */
function mainBureaux(index: Index): NewBureau[] {
  return index.all
    .filter(({ kind }) => kind === 'commune' || kind === 'arrondissement')
    .map(({ code, kind, name }) => ({
      _id: bureauIdOf(code),
      kind: 'main' as const,
      name: { ar: `مكتب الحالة المدنية ${name.ar}`, fr: `Bureau d'état civil ${name.fr}` },
      territory: code,
      organisation: `${kind}:${code}`,
      country: '',
    }));
}

/**
 * Brings the bureaux up to the territory: those that are missing are made, one process at a time; none is taken away, for acts name it.
 * The check is not ready until that has been done once.
 */
export function startLoadBureaux(
  platform: Platform,
  territory: Pick<TerritoryCopy, 'index'>,
  examples: boolean,
): { check(): Check } {
  const state = platform.mongo.collection<LoadRow>('bureau_load');
  let loaded = false;
  let seen = '';
  const stop = new AbortController();
  platform.onClose(() => stop.abort());
  // Every replica must know when it is done, whoever does it.
  const watch = async (): Promise<void> => {
    while (!loaded && !stop.signal.aborted) {
      loaded = await state.findOne({ _id: 'territory' }).then(
        (row) => row !== null,
        () => false,
      );
      if (!loaded) await waitFor(WAIT_MS, stop.signal);
    }
  };
  const watching = watch();
  platform.onClose(() => watching);
  startJob(platform, 'bureaux', async (signal) => {
    const index = territory.index();
    if (index === undefined || index.version === seen) return waitFor(WAIT_MS, signal);
    if ((await state.findOne({ _id: 'territory' }))?.version !== index.version) {
      const written = await writeMissing(platform, [...mainBureaux(index), ...(examples ? exampleConsulates : [])]);
      await state.updateOne({ _id: 'territory' }, { $set: { version: index.version } }, { upsert: true });
      platform.logger.info({ written }, 'bureaux loaded');
    }
    seen = index.version;
    loaded = true;
  });
  return { check: () => ({ name: 'bureaux', state: loaded ? 'ok' : 'failed' }) };
}

async function writeMissing(platform: Platform, wanted: readonly NewBureau[]): Promise<number> {
  let written = 0;
  for (let at = 0; at < wanted.length; at += BATCH) {
    const batch = wanted.slice(at, at + BATCH);
    const now = platform.clock.now();
    written += await inTransaction(platform.mongo, async (session) => {
      const found = await bureauRows(platform.mongo)
        .find({ _id: { $in: batch.map(({ _id }) => _id) } }, { session, projection: { _id: 1 } })
        .toArray();
      const known = new Set(found.map(({ _id }) => _id));
      const missing = batch.filter(({ _id }) => !known.has(_id));
      for (const bureau of missing) insertBureau(session, bureau, now);
      return missing.length;
    });
    platform.relay.poke();
  }
  return written;
}
