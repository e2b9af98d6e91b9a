import { type ErrorCode, errorRegistry } from './registry.ts';

/** One thing that is wrong with one field. `path` is a JSON path without the leading `$.`, for example `location.latitude`. */
export interface FieldProblem {
  readonly path: string;
  readonly code: string;
  readonly message: string;
}

interface ErrorOptions {
  readonly fields?: readonly FieldProblem[];
  readonly retryAfter?: number | undefined;
  readonly cause?: unknown;
}

/** An error a caller can act on. Anything else that is thrown is a defect and leaves a service as `internal`, without its text. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  readonly fields: readonly FieldProblem[];
  /** Seconds after which the same call may succeed, where they are known. */
  readonly retryAfter: number | undefined;

  constructor(code: ErrorCode, message: string, options: ErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.fields = options.fields ?? [];
    this.retryAfter = options.retryAfter;
  }

  get retryable(): boolean {
    return errorRegistry[this.code].retryable;
  }
}

/** Structural, because an error may come from another copy of this module. */
export const isAppError = (error: unknown): error is AppError =>
  error instanceof Error && error.name === 'AppError' && 'code' in error && String(error.code) in errorRegistry;

/** A 422 that names one field. */
export const invalidField = (path: string, code: string, message: string): AppError =>
  new AppError('validation-failed', message, { fields: [{ path, code, message }] });
