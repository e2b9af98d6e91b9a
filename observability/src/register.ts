/**
 * Loaded first, by `node --import @jamaa/observability/register src/main.ts`: starts tracing when
 * OTEL_EXPORTER_OTLP_ENDPOINT is set, and loads nothing otherwise.
 */
import { readTraceConfig, tracesWanted } from './config.ts';

if (tracesWanted()) {
  const config = await readTraceConfig();
  const { startTracing } = await import('./traces/sdk.ts');
  startTracing(config);
}
