import type { ErrorRequestHandler, Response } from 'express';
import type { z } from 'zod';

/** A wrong field of a request, by its path. */
export interface FieldError {
  readonly field: string;
  readonly message: string;
}

const titles: Readonly<Record<number, string>> = {
  400: 'Bad request',
  401: 'Unauthorized',
  404: 'Not found',
  413: 'Too large',
  422: 'Refused',
  503: 'Unavailable',
};

/** Answers with a problem document (RFC 9457). */
export const sendProblem = (
  response: Response,
  status: number,
  detail: string,
  errors: readonly FieldError[] = [],
): void => {
  const problem = { type: 'about:blank', title: titles[status] ?? 'Error', status, detail };
  response
    .status(status)
    .type('application/problem+json')
    .send(JSON.stringify(errors.length > 0 ? { ...problem, errors } : problem));
};

/** Checks a body or a query; a wrong one is answered with 400 and its fields, and gives undefined. */
export const readInput = <Schema extends z.ZodType>(
  schema: Schema,
  input: unknown,
  response: Response,
): z.output<Schema> | undefined => {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.map(({ path, message }) => ({ field: path.join('.'), message }));
  sendProblem(response, 400, errors.map(({ field, message }) => `${field || 'body'}: ${message}`).join('; '), errors);
  return undefined;
};

/** Turns what middleware threw (unreadable JSON, too large a body) into a problem document. */
export const createErrorHandler =
  (warn: (message: string) => void): ErrorRequestHandler =>
  (error, _request, response, next) => {
    if (response.headersSent) return next(error);
    const status = Number.isInteger(error?.status) ? Number(error.status) : 500;
    if (status >= 500) warn(error instanceof Error ? (error.stack ?? error.message) : String(error));
    sendProblem(response, status, status < 500 && error instanceof Error ? error.message : 'unexpected failure');
  };
