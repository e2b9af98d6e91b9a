export type { Counter, Gauge, Histogram, Registry } from 'prom-client';
export type { Check } from './admin/checks.ts';
export { type AdminServer, type AdminServerOptions, startAdminServer } from './admin/server.ts';
export { createLogger, type Logger, type LoggerOptions } from './logs/logger.ts';
export { fromZero } from './metrics/from-zero.ts';
export { createMetrics, type Metrics } from './metrics/metrics.ts';
export { activeTraceparent, injectTrace, type ReadableCarrier, type WritableCarrier } from './traces/carrier.ts';
export { shutdownTelemetry } from './traces/shutdown.ts';
export { type RemoteSpanOptions, type SpanOptions, withRemoteSpan, withRemoteSpans, withSpan } from './traces/spans.ts';
