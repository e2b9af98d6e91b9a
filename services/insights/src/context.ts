import {
  type ConsumeOptions,
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
  createTelemetry(platform);
  platform.consume('directory', copy.handlers, journalOf(platform, 'directory', DIRECTORY_ADDRESS));
  consumeAll(platform, env);
  return serve(platform, [rpcService(InsightsServiceService, methods(platform, copy))], () => [copy.check()]);
}

/**
 * Reads the streams of every cell of `CONSUME`, each by handlers of its own that name the cell in all they write. This is the one
 * place where the stream of another cell is joined.
 */
function consumeAll(platform: Platform, env: InsightsEnvironment): void {
  const { mongo } = platform;
  const own = { intake: env.INTAKE_ADDRESS, sla: env.SLA_ADDRESS };
  for (const cell of new Set(env.CONSUME === '' ? [env.CELL] : env.CONSUME.split(','))) {
    const handlers = { intake: complaintHandler(mongo, cell), sla: clockHandler(mongo, cell) };
    for (const source of ['intake', 'sla'] as const) {
      const stream =
        cell === env.CELL ? journalOf(platform, source, own[source]) : elsewhere(platform, env, source, cell);
      platform.consume(source, [handlers[source]], { ...stream, roundMs: ROUND_MS });
    }
  }
}

/** The stream of a service of another cell, and its journal where its address is known. */
function elsewhere(
  platform: Platform,
  { JOURNALS }: InsightsEnvironment,
  source: string,
  from: string,
): ConsumeOptions {
  const journals = new Map(JOURNALS.split(',').map((one) => one.split('=', 2) as [string, string]));
  const address = journals.get(`${source}@${from}`);
  if (address === undefined) return { from };
  return { from, journal: peer(platform, JournalServiceClient, source, address, 'other-cell') };
}
