import type { Logger } from '@jamaa/observability';
import type { Connection } from 'mongoose';
import type { Clock } from '../time/clock.ts';
import { waitFor } from '../time/wait.ts';
import { copyState } from './rows.ts';

const POLL_MS = 500;
/** A counter not seen for so long says nothing any more. */
const TRUST_MS = 1_000;

export interface Watch {
  /** Whether the counters were read within the last second. */
  fresh(): boolean;
  /** Whether a whole snapshot has ever been stored. */
  readonly warmedAt: Date | undefined;
  /** Reads the counters now. */
  look(): Promise<void>;
  /** Has the loop read them soon, once however often it is asked. */
  poke(): void;
  run(signal: AbortSignal): Promise<void>;
}

/**
 * Reads the one counter row twice a second, by its id. Only one replica consumes the stream, so the others learn of its
 * writes from the database they share; the fetcher itself is told after its commit. Change streams would be quicker and cost a
 * cursor per process; a revocation reaches every replica within a second either way.
 */
export function createWatch(
  connection: Connection,
  clock: Clock,
  logger: Logger,
  changed: { organisations(): void; accounts(): void },
): Watch {
  let seenAt = 0;
  let warmedAt: Date | undefined;
  let organisations = -1;
  let accounts = -1;
  let nap = new AbortController();
  const look = async (): Promise<void> => {
    const startedAt = clock.system();
    const row = await copyState(connection).findOne({ _id: 'directory' });
    if ((row?.organisations ?? 0) !== organisations) changed.organisations();
    if ((row?.accounts ?? 0) !== accounts) changed.accounts();
    organisations = row?.organisations ?? 0;
    accounts = row?.accounts ?? 0;
    warmedAt = row?.warmedAt;
    seenAt = startedAt;
  };
  return {
    fresh: () => clock.system() - seenAt < TRUST_MS,
    get warmedAt() {
      return warmedAt;
    },
    look,
    poke: () => nap.abort(),
    async run(signal) {
      while (!signal.aborted) {
        nap = new AbortController();
        await look().catch((error: unknown) => logger.warn({ err: error }, 'copy of the directory not watched'));
        await waitFor(POLL_MS, AbortSignal.any([signal, nap.signal]));
      }
    },
  };
}
