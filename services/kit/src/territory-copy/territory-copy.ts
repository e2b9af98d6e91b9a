import type { Check } from '@jamaa/observability';
import { gisEvents } from '@jamaa/proto/catalog';
import { loadTerritories, type TerritoryIndex } from '@jamaa/territory';
import { type EventHandler, on } from '../consumer/received.ts';
import type { Platform } from '../platform/platform.ts';
import { failpoint } from '../runtime/failpoints.ts';
import { backoffMs, waitFor } from '../time/wait.ts';
import { download, type GisPeer } from './download.ts';
import { chunksOf, moveHead, readMarks, readStored, type Stored, writeChunk, writeWanted } from './rows.ts';

export interface TerritoryCopy {
  /** Of `territory.published`; belongs among the handlers of the one consumer of gis' stream. */
  readonly handler: EventHandler;
  /** The territory of the version last loaded, `undefined` until the first. Ask each time: a new version is another object. */
  index(): TerritoryIndex | undefined;
  /** Readiness: failed without a copy, degraded while a newer version is known but not here. */
  check(): Check;
}

type Host = Pick<Platform, 'mongo' | 'clock' | 'logger' | 'metrics' | 'onClose'>;

const POLL_MS = 1_000;
const MAX_BACKOFF_MS = 10_000;

/**
 * Keeps a copy of the territory in the service's own database and in memory. What is stored is loaded before this returns, so
 * that a service starts with gis down; the rest goes on in the background until the platform is closed. See README beside this.
 *
 * @throws Error when the own database is out of reach; a stored copy that is not sound is fetched again instead
 */
export async function createTerritoryCopy(platform: Host, gis: GisPeer): Promise<TerritoryCopy> {
  const copy = new Copy(platform, gis);
  await copy.loadStored();
  const running = copy.run();
  platform.onClose(async () => {
    copy.stop();
    await running;
  });
  return copy;
}

class Copy implements TerritoryCopy {
  readonly handler: EventHandler;
  readonly #platform: Host;
  readonly #gis: GisPeer;
  readonly #stop = new AbortController();
  readonly #failures: { inc(): void };
  #wake = new AbortController();
  #current: TerritoryIndex | undefined;
  #behind = false;
  /** A stored version that could not be loaded: it is fetched again, and not tried again. */
  #unsound: string | undefined;

  constructor(platform: Host, gis: GisPeer) {
    this.#platform = platform;
    this.#gis = gis;
    const { metrics } = platform;
    this.#failures = metrics.counter('territory_copy_failures_total', 'Attempts to renew the copy that failed');
    const behind = metrics.gauge('territory_copy_behind', '1 without a copy or while a newer version is not here yet');
    metrics.collect(() => behind.set(this.check().state === 'ok' ? 0 : 1));
    // Only a note in the transaction: fetching takes a network, and may take hours when gis is down.
    this.handler = on(gisEvents.published, async ({ data, time }, { session, afterCommit }) => {
      await writeWanted(platform.mongo, session, data.version, time);
      afterCommit(() => this.#wake.abort());
    });
  }

  index(): TerritoryIndex | undefined {
    return this.#current;
  }

  check(): Check {
    if (this.#current === undefined) return { name: 'territory', state: 'failed', detail: 'no copy yet' };
    return this.#behind
      ? { name: 'territory', state: 'degraded', detail: 'a newer version is not here yet' }
      : { name: 'territory', state: 'ok' };
  }

  stop(): void {
    this.#stop.abort();
  }

  async run(): Promise<void> {
    const { signal } = this.#stop;
    for (let failed = 0; !signal.aborted; ) {
      try {
        await this.#step();
        failed = 0;
      } catch (error) {
        if (signal.aborted) return;
        failed += 1;
        this.#failures.inc();
        this.#platform.logger.warn({ err: error, failed }, 'copy of the territory not renewed, will try again');
      }
      const pause = failed === 0 ? POLL_MS : backoffMs(failed, 200, MAX_BACKOFF_MS);
      await waitFor(pause, AbortSignal.any([signal, this.#wake.signal]));
      if (this.#wake.signal.aborted) this.#wake = new AbortController();
    }
  }

  /** Loads what another replica has stored meanwhile, then fetches what is missing. */
  async #step(): Promise<void> {
    const marks = await readMarks(this.#platform.mongo);
    const { head } = marks;
    if (head !== undefined && head !== this.#current?.version && head !== this.#unsound) await this.loadStored();
    const have = this.#current?.version;
    this.#behind = marks.wanted !== undefined && marks.wanted !== have;
    // With a copy at hand only the version heard of is taken: a replica of gis that lags must not lead back.
    if (have === undefined) await this.#fetch('', head);
    else if (this.#behind) await this.#fetch(marks.wanted ?? '', head);
  }

  async loadStored(): Promise<void> {
    const stored = await readStored(this.#platform.mongo);
    if (stored === undefined) return;
    try {
      this.#use(prove(stored));
    } catch (error) {
      this.#unsound = stored.version;
      this.#platform.logger.error({ err: error }, 'the stored territory is not sound, fetching it again');
    }
  }

  async #fetch(version: string, head: string | undefined): Promise<void> {
    const { mongo, clock } = this.#platform;
    const { index, parts } = await download(this.#gis, version, this.#stop.signal);
    const chunks = chunksOf(parts);
    for (const chunk of chunks) {
      await writeChunk(mongo, index.version, chunk);
      failpoint('territory-copy.after-chunk');
    }
    const moved = await moveHead(mongo, head, { version: index.version, chunks: chunks.length, at: clock.now() });
    // When another replica was first, the next step loads what it stored.
    if (moved) this.#use(index);
  }

  #use(index: TerritoryIndex): void {
    this.#platform.logger.info({ version: index.version, before: this.#current?.version }, 'territory in use');
    this.#current = index;
    this.#unsound = undefined;
    this.#behind = false;
  }
}

function prove({ version, parts }: Stored): TerritoryIndex {
  if (parts === undefined) throw new Error(`chunks of version ${version} are missing`);
  const index = loadTerritories(parts);
  if (index.version !== version) throw new Error(`the stored bytes are not version ${version}`);
  return index;
}
