import {
  ConfigError,
  createDirectoryCopy,
  createPlatform,
  type EventHandler,
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
import type { InsightsEnvironment } from './config.ts';
import { clockHandler } from './events/clock.ts';
import { complaintHandler } from './events/complaint.ts';
import { methods } from './rpc/methods.ts';
import { allIndexes } from './store/indexes.ts';
import { createTelemetry, type Read } from './telemetry.ts';

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
  createTelemetry(platform, consumeAll(platform, env));
  return serve(platform, [rpcService(InsightsServiceService, methods(platform, copy))], () => [copy.check()]);
}

/**
 * Reads the streams of every cell of `CONSUME`, each by handlers of its own that name the cell in all they write. This is the one
 * place where a stream of another cell is joined.
 * @throws ConfigError for a cell that cannot be read from here
 */
function consumeAll(platform: Platform, env: InsightsEnvironment): Read[] {
  const cells = env.CONSUME.length === 0 ? [env.CELL] : env.CONSUME;
  const sources: readonly (readonly [string, string, (cell: string) => EventHandler])[] = [
    ['intake', env.INTAKE_ADDRESS, (cell) => complaintHandler(platform.mongo, cell)],
    ['sla', env.SLA_ADDRESS, (cell) => clockHandler(platform.mongo, cell)],
  ];
  return cells.flatMap((cell) => {
    if (cell !== env.CELL)
      throw new ConfigError(`CONSUME: the streams of cell ${cell} cannot be read from ${env.CELL}`);
    return sources.map(([source, address, handler]) => ({
      cell,
      consumer: platform.consume(source, [handler(cell)], {
        ...journalOf(platform, source, address),
        roundMs: ROUND_MS,
      }),
    }));
  });
}
