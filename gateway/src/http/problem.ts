import { AppError, type ErrorCode, errorRegistry, type FieldProblem, isAppError } from '@jamaa/kit';
import type { Request, Response } from 'express';
import { negotiateLanguage } from './language.ts';

/** RFC 9457. `type` is stable; `/problems/{code}` of this server describes it. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  code: ErrorCode;
  detail?: string;
  errors?: readonly FieldProblem[];
}

/** The problem document of an error; a defect tells nothing about itself. */
export function problemOf(error: unknown, language: 'ar' | 'fr' | 'en'): Problem {
  const known = isAppError(error) ? error : fromHttp(error);
  const kind = errorRegistry[known.code];
  return {
    type: `/problems/${known.code}`,
    title: kind.title[language],
    status: kind.http,
    code: known.code,
    ...(known.code === 'internal' ? {} : { detail: known.message }),
    ...(known.fields.length === 0 ? {} : { errors: known.fields }),
  };
}

/** Errors that Express itself makes while it reads a request. */
function fromHttp(error: unknown): AppError {
  const status = error instanceof Error && 'status' in error ? Number(error.status) : 500;
  if (status === 413) return new AppError('payload-too-large', 'the body is larger than this endpoint takes');
  if (status === 415) return new AppError('unsupported-media-type', 'send application/json in UTF-8');
  if (status >= 400 && status < 500) return new AppError('malformed-request', 'the request cannot be read');
  return new AppError('internal', 'internal error', { cause: error });
}

export function sendProblem(request: Request, response: Response, error: unknown): void {
  const problem = problemOf(error, negotiateLanguage(request));
  if (errorRegistry[problem.code].retryable && !response.hasHeader('Retry-After')) {
    const known = isAppError(error) ? error.retryAfter : undefined;
    response.setHeader('Retry-After', String(known ?? 1));
  }
  if (problem.status === 401) response.setHeader('WWW-Authenticate', 'Bearer');
  response.status(problem.status).type('application/problem+json').send(JSON.stringify(problem));
}
