import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import type { Running } from '@jamaa/kit';
import { createLogger, createMetrics, type Logger, shutdownTelemetry, startAdminServer } from '@jamaa/observability';
import { loadTerritories, type TerritoryIndex } from '@jamaa/territory';
import { answerUnreadable } from '../http/client-error.ts';
import { cellChecks, createNationalApp } from './app.ts';
import { type Cell, createCell } from './cells/cell.ts';
import { connectTo } from './cells/connections.ts';
import { type CellMetrics, cellMetrics } from './cells/metrics.ts';
import type { NationalEnvironment } from './config.ts';
import { createCellProblems } from './problems.ts';

export interface NationalGateway extends Running {
  readonly port: number;
  readonly adminPort: number;
}

/** Builds and opens the national gateway. Closing ends idle connections and waits for requests in flight. */
export async function createContext(
  env: NationalEnvironment,
  territory = loadTerritory(env.TERRITORY_DIR),
): Promise<NationalGateway> {
  const logger = createLogger({ service: 'national-gateway', cell: '00', level: env.LOG_LEVEL });
  const requests = createMetrics('national-gateway');
  const metrics = cellMetrics(requests);
  const cells = await openCells(env, metrics, logger);
  const app = createNationalApp({
    logger,
    requests,
    metrics,
    cells,
    territory,
    sendUnavailable: createCellProblems(territory),
    trustedProxies: env.TRUSTED_PROXIES,
    timeoutMs: env.CELL_TIMEOUT_MS,
    answerTimeoutMs: env.CELL_ANSWER_TIMEOUT_MS,
  });
  const server = createServer({ keepAliveTimeout: 65_000, headersTimeout: 20_000, requestTimeout: 60_000 }, app);
  answerUnreadable(server);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(env.PORT, env.HOST, resolve);
  });
  const checks = () => cellChecks({ cells });
  const admin = await startAdminServer({ port: env.ADMIN_PORT, host: env.HOST, metrics: requests, checks });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : env.PORT;
  logger.info({ port, admin: admin.port, cells: [...cells.keys()] }, 'listening');
  return {
    logger,
    port,
    adminPort: admin.port,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      await closed;
      await Promise.all([...cells.values()].map((cell) => cell.close()));
      await admin.close();
      await shutdownTelemetry();
    },
  };
}

/** The data set that places requests; loading takes about half a second. */
export const loadTerritory = (folder: string): TerritoryIndex =>
  loadTerritories({
    territories: readFileSync(join(folder, 'territories.json')),
    boundaries: readFileSync(join(folder, 'boundaries.topojson')),
  });

async function openCells(env: NationalEnvironment, metrics: CellMetrics, logger: Logger): Promise<Map<string, Cell>> {
  const cells = new Map<string, Cell>();
  for (const [code, origin] of env.CELLS) {
    const connections = await connectTo({
      origin,
      tlsFolder: env.TLS_DIR,
      most: env.CELL_CONCURRENCY,
      connectTimeoutMs: env.CELL_CONNECT_TIMEOUT_MS,
      silenceMs: env.CELL_ANSWER_TIMEOUT_MS,
      logger,
    });
    const cell = createCell({
      code,
      connections,
      metrics,
      concurrency: env.CELL_CONCURRENCY,
      failures: env.CELL_FAILURES,
      restMs: env.CELL_REST_MS,
      answerTimeoutMs: env.CELL_ANSWER_TIMEOUT_MS,
      trialTimeoutMs: env.CELL_TIMEOUT_MS,
    });
    cells.set(code, cell);
  }
  return cells;
}
