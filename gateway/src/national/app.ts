import type { Check, Logger, Metrics } from '@jamaa/observability';
import type { Express } from 'express';
import { createEdge } from '../http/edge-app.ts';
import { routes } from '../routes/all.ts';
import type { National } from './answer.ts';
import { nationalDocument } from './openapi.ts';
import { createNationalRouter } from './router.ts';
import { table } from './table/all.ts';

export interface NationalAppOptions extends National {
  readonly logger: Logger;
  readonly requests: Metrics;
  readonly trustedProxies: number;
}

/** The HTTP edge of the nation: it leads requests to cells and keeps nothing. */
export const createNationalApp = (o: NationalAppOptions): Express =>
  createEdge({
    ...o,
    metrics: o.requests,
    // Itself only: a cell that is down is down for its own people.
    readiness: async () => cellChecks(o),
    document: nationalDocument(routes),
    router: createNationalRouter(routes, table, o),
  });

/** Cells that are left alone, for whoever asks about readiness; they never make this process unready. */
export const cellChecks = ({ cells }: Pick<National, 'cells'>): Check[] =>
  [...cells.values()].map(({ code, state }) => ({
    name: `cell-${code}`,
    state: state === 'closed' ? 'ok' : 'degraded',
  }));
