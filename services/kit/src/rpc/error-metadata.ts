import { Metadata, type ServiceError, type StatusObject, status } from '@grpc/grpc-js';
import { AppError, type FieldProblem, isAppError } from '../errors/app-error.ts';
import { errorRegistry, isErrorCode } from '../errors/registry.ts';

const KEY = 'jamaa-error-bin';

interface Packed {
  readonly code: string;
  readonly fields: FieldProblem[];
  readonly retryAfter?: number;
}

/** An error as it leaves a service. A defect becomes `internal` and keeps its text to itself. */
export function toStatus(error: unknown): Pick<StatusObject, 'code' | 'details' | 'metadata'> {
  const known = isAppError(error) ? error : new AppError('internal', 'internal error');
  const metadata = new Metadata();
  metadata.set(
    KEY,
    Buffer.from(JSON.stringify({ code: known.code, fields: known.fields, retryAfter: known.retryAfter }), 'utf8'),
  );
  return { code: errorRegistry[known.code].grpc, details: known.message, metadata };
}

/** Whether a call ended because the service that answered has no such method. */
export const isUnimplemented = (error: AppError): boolean =>
  error.cause instanceof Error && 'code' in error.cause && error.cause.code === status.UNIMPLEMENTED;

/** The error of a call as an AppError, whether the service, the transport or the deadline ended it. */
export function fromServiceError(error: ServiceError): AppError {
  const [packed] = error.metadata?.get(KEY) ?? [];
  if (packed instanceof Buffer) {
    const { code, fields, retryAfter } = JSON.parse(packed.toString('utf8')) as Packed;
    if (isErrorCode(code)) return new AppError(code, error.details, { fields, retryAfter, cause: error });
  }
  if (error.code === status.DEADLINE_EXCEEDED)
    return new AppError('deadline-exceeded', 'the service did not answer in time', { cause: error });
  if (error.code === status.RESOURCE_EXHAUSTED)
    return new AppError('overloaded', 'the service is overloaded', { cause: error });
  if (error.code === status.UNAVAILABLE)
    return new AppError('unavailable', 'the service is out of reach', { cause: error });
  return new AppError('internal', 'internal error', { cause: error });
}
