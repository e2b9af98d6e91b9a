import { isSpanContextValid, trace } from '@opentelemetry/api';
import { pino } from 'pino';
import { maskContacts, maskValues } from '../personal.ts';
import { redactFields } from './redact.ts';

export type Logger = pino.Logger;

export interface LoggerOptions {
  /** The service's name, as in its package: `intake`. */
  service: string;
  /** trace, debug, info (default), warn, error, fatal or silent. */
  level?: string | undefined;
  /** The région's two-digit code, `00` for the national cell. */
  cell?: string | undefined;
  /** Where lines go; standard output when absent. */
  destination?: pino.DestinationStream | undefined;
}

const LEVELS = new Set([...Object.keys(pino.levels.values), 'silent']);

function traceFields(): object {
  const context = trace.getActiveSpan()?.spanContext();
  if (context === undefined || !isSpanContextValid(context)) return {};
  return { trace_id: context.traceId, span_id: context.spanId };
}

/** The fields and the masked message of a line that was given an error and no message of its own. */
function errorLine(first: unknown): [fields: object, message: string] | undefined {
  if (first instanceof Error) return [{ err: first }, maskValues(first.message)];
  if (typeof first !== 'object' || first === null || !('err' in first) || !(first.err instanceof Error))
    return undefined;
  return [first, maskValues(first.err.message)];
}

/**
 * JSON lines with `level`, `time`, `service`, `cell`, `msg`, and `trace_id` and `span_id` inside a span.
 * Personal data is masked three times: by field name at any depth, in error messages, and, as the last line
 * of defence, wherever an e-mail address or a telephone number stands in the finished line.
 *
 * @throws RangeError when `level` is not one of pino's
 */
export function createLogger(options: LoggerOptions): Logger {
  const level = options.level ?? 'info';
  if (!LEVELS.has(level)) throw new RangeError(`level: must be one of ${[...LEVELS].join(', ')}`);
  const cell = options.cell === undefined ? {} : { cell: options.cell };
  const settings: pino.LoggerOptions = {
    level,
    base: { service: options.service, ...cell },
    timestamp: pino.stdTimeFunctions.isoTime,
    mixin: traceFields,
    formatters: { level: (label) => ({ level: label }), bindings: redactFields, log: redactFields },
    // Errors are reduced by redactFields, under whatever name they stand; pino's own serializer would add to them.
    serializers: { err: (reduced: unknown) => reduced },
    hooks: {
      // Without a message of its own a line takes the error's, which would pass by the error serializer.
      logMethod(args, method) {
        const line = args.length === 1 ? errorLine(args[0]) : undefined;
        method.apply(this, line ?? args);
      },
      streamWrite: maskContacts,
    },
  };
  return options.destination === undefined ? pino(settings) : pino(settings, options.destination);
}
