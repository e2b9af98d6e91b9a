import {
  ConfigError,
  cellPeers,
  createDirectoryCopy,
  createPlatform,
  journalOf,
  type MovableClock,
  type Platform,
  peer,
  rpcService,
  type Served,
  serve,
} from '@jamaa/kit';
import { DirectoryServiceClient } from '@jamaa/proto/directory/v1/directory';
import { InsightsServiceService } from '@jamaa/proto/insights/v1/insights';
import { JournalServiceClient } from '@jamaa/proto/platform/v1/platform';
import type { InsightsEnvironment } from './config.ts';
import { clockHandler } from './events/clock.ts';
import { complaintHandler } from './events/complaint.ts';
import type { CellJournals } from './rebuild/journals.ts';
import { methods } from './rpc/methods.ts';
import { allIndexes } from './store/indexes.ts';
import { createTelemetry } from './telemetry.ts';

export interface InsightsContext {
  readonly platform: Platform;
  readonly served: Served;
}

interface Overrides {
  readonly clock?: MovableClock;
}

/** Builds the whole service. `platform.close()` stops it: the doors first, then the consumers. */
export async function createContext(env: InsightsEnvironment, overrides: Overrides = {}): Promise<InsightsContext> {
  const platform = await createPlatform({ service: 'insights', env, indexes: allIndexes, ...overrides });
  try {
    return { platform, served: await start(platform, env) };
  } catch (error) {
    await platform.close();
    throw error;
  }
}

/** Figures are looked at by the minute; fewer commits serve the same events. */
const ROUND_MS = 300;

async function start(platform: Platform, env: InsightsEnvironment): Promise<Served> {
  const { DIRECTORY_ADDRESS } = env;
  const directory = peer(platform, DirectoryServiceClient, 'directory', DIRECTORY_ADDRESS);
  const copy = createDirectoryCopy(platform, directory);
  platform.consume('directory', copy.handlers, journalOf(platform, 'directory', DIRECTORY_ADDRESS));
  const journals = await consumeAll(platform, env);
  createTelemetry(platform);
  return serve(platform, [rpcService(InsightsServiceService, methods(platform, copy, journals))], () => [copy.check()]);
}

/**
 * Reads the streams of every cell of `CONSUME`, each by handlers of its own that name the cell in all they write. This is the one
 * place where a stream of another cell is joined.
 * @returns their journals
 * @throws ConfigError for a cell whose journals cannot be read
 */
async function consumeAll(platform: Platform, env: InsightsEnvironment): Promise<CellJournals> {
  const found: CellJournals = new Map();
  const sources = [
    { source: 'intake', address: env.INTAKE_ADDRESS, elsewhere: env.INTAKE_CELLS, handler: complaintHandler },
    { source: 'sla', address: env.SLA_ADDRESS, elsewhere: env.SLA_CELLS, handler: clockHandler },
  ] as const;
  for (const { source, address, elsewhere, handler } of sources) {
    const journals = await cellPeers(platform, JournalServiceClient, elsewhere, source);
    for (const cell of env.CONSUME.length === 0 ? [env.CELL] : env.CONSUME) {
      const here = cell === env.CELL;
      if (!here && !journals.known.has(cell))
        throw new ConfigError(`${source.toUpperCase()}_CELLS: no address of cell ${cell}, which CONSUME names`);
      const journal = here ? journalOf(platform, source, address) : { from: cell, journal: journals.at(cell) };
      if (journal.journal !== undefined) {
        const of = here ? source : `${source}@${cell}`;
        found.set(cell, { ...found.get(cell), [source]: { of, journal: journal.journal } });
      }
      platform.consume(source, [handler(platform.mongo, cell)], { ...journal, compare: true, roundMs: ROUND_MS });
    }
  }
  return found;
}
