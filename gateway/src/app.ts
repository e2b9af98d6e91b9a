import type { Check, Logger, Metrics } from '@jamaa/observability';
import type { Express } from 'express';
import { believeEdge } from './http/edge.ts';
import { createEdge } from './http/edge-app.ts';
import { createRouter, type RouterOptions } from './http/router.ts';
import { openApiDocument } from './openapi/document.ts';
import { routes } from './routes/all.ts';

export interface AppOptions extends RouterOptions {
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly trustedProxies: number;
  /** Name in the certificate of the national gateway. */
  readonly trustedEdge: string;
  readonly readiness: () => Promise<Check[]>;
}

/** The HTTP edge of a cell: the routes of the table. */
export const createApp = (o: AppOptions): Express =>
  createEdge({
    ...o,
    document: openApiDocument(routes),
    first: [believeEdge(o.trustedEdge)],
    router: createRouter(routes, o),
  });
