import { diag } from '@opentelemetry/api';

const FLUSH_TIMEOUT_MS = 3_000;

let stopSdk: (() => Promise<void>) | undefined;

/** Tells what ends the SDK of this process. */
export function onShutdown(stop: () => Promise<void>): void {
  stopSdk = stop;
}

/**
 * Sends what is buffered and ends the SDK: at most three seconds, never a rejection, nothing without an SDK.
 * The last step before connections close; a collector that is away must not hold up a process that is leaving.
 */
export async function shutdownTelemetry(): Promise<void> {
  const stop = stopSdk;
  if (stop === undefined) return;
  stopSdk = undefined;
  const { promise: late, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, FLUSH_TIMEOUT_MS);
  try {
    await Promise.race([stop(), late]);
  } catch (error) {
    diag.warn('telemetry could not be flushed', error);
  } finally {
    clearTimeout(timer);
  }
}
