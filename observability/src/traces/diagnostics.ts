import { type DiagLogger, DiagLogLevel, diag } from '@opentelemetry/api';
import { createLogger } from '../logs/logger.ts';

const REPEAT_AFTER_MS = 60_000;
const MAX_MESSAGES = 100;

/**
 * Turns the SDK's own warnings into log lines, each at most once a minute: a collector that is away would
 * otherwise fill the log with every batch.
 */
export function logDiagnostics(service: string): void {
  const logger = createLogger({ service }).child({ component: 'opentelemetry' });
  const lastSeen = new Map<string, number>();
  const once = (log: (message: string) => void) => (message: string) => {
    const now = performance.now();
    if (now - (lastSeen.get(message) ?? Number.NEGATIVE_INFINITY) < REPEAT_AFTER_MS) return;
    if (lastSeen.size >= MAX_MESSAGES) lastSeen.clear();
    lastSeen.set(message, now);
    log(message);
  };
  const sink: DiagLogger = {
    error: once((message) => logger.error(message)),
    warn: once((message) => logger.warn(message)),
    info: once((message) => logger.info(message)),
    debug: once((message) => logger.debug(message)),
    verbose: once((message) => logger.trace(message)),
  };
  diag.setLogger(sink, { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true });
}
