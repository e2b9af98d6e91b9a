import { maskValues } from '../personal.ts';

/** An error as it stands in a log line. */
export interface LoggedError {
  type: string;
  message: string;
  stack?: string;
  code?: string | number;
  cause?: LoggedError;
  errors?: LoggedError[];
}

const MAX_DEPTH = 4;
const MAX_ERRORS = 10;

function codeOf(error: object): string | number | undefined {
  const code: unknown = Reflect.get(error, 'code');
  return typeof code === 'string' || typeof code === 'number' ? code : undefined;
}

/**
 * Keeps type, code, message, stack, causes and the members of an aggregate. Every other property is dropped,
 * because drivers and validators put the offending documents there, and quoted values are masked.
 */
export function serializeError(error: Error, depth = 0): LoggedError {
  const logged: LoggedError = { type: error.name, message: maskValues(error.message) };
  const code = codeOf(error);
  if (code !== undefined) logged.code = code;
  if (error.stack !== undefined) logged.stack = maskValues(error.stack);
  if (depth >= MAX_DEPTH) return logged;
  if (error.cause instanceof Error) logged.cause = serializeError(error.cause, depth + 1);
  if (error instanceof AggregateError) {
    logged.errors = error.errors
      .filter((member) => member instanceof Error)
      .slice(0, MAX_ERRORS)
      .map((member) => serializeError(member, depth + 1));
  }
  return logged;
}
