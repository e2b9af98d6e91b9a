import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { envDetector, resourceFromAttributes } from '@opentelemetry/resources';
import { NodeSDK } from '@opentelemetry/sdk-node';
import { ParentBasedSampler, TraceIdRatioBasedSampler } from '@opentelemetry/sdk-trace';
import { register as registerLoaderHooks } from 'import-in-the-middle/register-hooks.mjs';
import type { TraceConfig } from '../config.ts';
import { logDiagnostics } from './diagnostics.ts';
import { instrumentations } from './instrumentations.ts';
import { scrubbing } from './scrubbing-exporter.ts';
import { onShutdown } from './shutdown.ts';

/** Only these modules pass through the loader hook; all others load untouched. */
const INSTRUMENTED = ['http', 'https', 'node:http', 'node:https', 'express', '@grpc/grpc-js', 'mongodb', 'mongoose'];

/** Retries included, and below the bound of the last flush: a pending export keeps a process alive. */
const EXPORT_TIMEOUT_MS = 2_500;

/**
 * Starts tracing: batches to OTLP/HTTP in JSON, W3C trace context (no baggage, which would carry foreign data
 * along), parent-based sampling. Must run before the first instrumented module is imported.
 */
export function startTracing(config: TraceConfig): void {
  logDiagnostics(config.serviceName);
  registerLoaderHooks({ include: INSTRUMENTED });
  const sdk = new NodeSDK({
    resource: resourceFromAttributes({ 'service.name': config.serviceName }),
    // The environment alone: the detectors of host and process would export command lines and user names.
    resourceDetectors: [envDetector],
    serviceName: config.serviceName,
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(config.ratio) }),
    textMapPropagator: new W3CTraceContextPropagator(),
    traceExporter: scrubbing(new OTLPTraceExporter({ timeoutMillis: EXPORT_TIMEOUT_MS })),
    instrumentations: instrumentations(),
    metricReaders: [],
    logRecordProcessors: [],
  });
  sdk.start();
  onShutdown(() => sdk.shutdown());
}
