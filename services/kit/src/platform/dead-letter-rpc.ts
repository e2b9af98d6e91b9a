import type {
  DeadLetter,
  DeadLetterServiceServer,
  DiscardRequest,
  GetDeadLetterRequest,
  GetDeadLetterResponse,
  ListDeadLettersRequest,
  RequeueRequest,
} from '@jamaa/proto/platform/v1/platform';
import { type DeadLetterRow, deadLetterRows } from '../consumer/inbox.ts';
import { AppError, invalidField } from '../errors/app-error.ts';
import { bytesOf } from '../journal/replay.ts';
import type { Methods, RpcCall } from '../rpc/server.ts';
import { namedOperator, operatorsOnly } from './operators.ts';
import type { Platform } from './platform.ts';

const letterOf = (row: DeadLetterRow): DeadLetter => ({
  source: row.source,
  eventId: row.eventId,
  type: row.type,
  aggregateId: row.aggregateId,
  aggregateVersion: row.version,
  time: row.time,
  state: row.state,
  errorCode: row.reason.code,
  errorMessage: row.reason.message,
  attempts: row.attempts,
  parkedAt: row.parkedAt,
  settledAt: row.settled?.at,
  settledBy: row.settled?.operator ?? '',
  settledReason: row.settled?.reason ?? '',
});

/** Requeue and discard run in the one fetcher of the stream; another replica answers `unavailable` and the tool asks the next. */
export function deadLetterMethods(platform: Platform): Methods<DeadLetterServiceServer> {
  const consumerOf = (source: string) => {
    const consumer = platform.consumers.find((one) => one.source === source);
    if (consumer === undefined) throw invalidField('source', 'unknown', `this service reads no stream of ${source}`);
    return consumer;
  };
  const notFetcher = (): AppError => new AppError('unavailable', 'another replica fetches this stream now');
  return {
    async list(request: ListDeadLettersRequest, call: RpcCall) {
      operatorsOnly(call);
      const states = request.all
        ? (['parked', 'waiting', 'applied', 'discarded'] as const)
        : (['parked', 'waiting'] as const);
      const rows = await deadLetterRows(platform.mongo)
        .find({
          state: { $in: [...states] },
          ...(request.aggregateId === '' ? {} : { aggregateId: request.aggregateId }),
        })
        .sort({ parkedAt: 1, version: 1 })
        .limit(request.limit === 0 ? 100 : Math.min(request.limit, 1000))
        .toArray();
      return { letters: rows.map(letterOf) };
    },
    async get({ eventId }: GetDeadLetterRequest, call: RpcCall): Promise<GetDeadLetterResponse> {
      operatorsOnly(call);
      const ids = platform.consumers.map((consumer) => `${consumer.source}:${eventId}`);
      const row = await deadLetterRows(platform.mongo).findOne({ _id: { $in: ids } });
      if (row === null) throw new AppError('not-found', `no dead letter with event id ${eventId}`);
      return { letter: letterOf(row), data: bytesOf(row.data), traceparent: row.traceparent ?? '' };
    },
    async requeue(request: RequeueRequest, call: RpcCall) {
      operatorsOnly(call);
      const operator = namedOperator(request.operator);
      const done = await (consumerOf(request.source).requeue(request.aggregateId, operator) ??
        Promise.reject(notFetcher()));
      platform.logger.info({ ...request, ...done }, 'dead letters requeued');
      return { applied: done.applied, stillParked: done.stillParked, error: done.error ?? '' };
    },
    async discard(request: DiscardRequest, call: RpcCall) {
      operatorsOnly(call);
      if (request.reason.trim() === '') throw invalidField('reason', 'required', 'a discard needs a reason');
      const { aggregateId, reason } = request;
      const operator = namedOperator(request.operator);
      const discarded = await (consumerOf(request.source).discard(aggregateId, operator, reason) ??
        Promise.reject(notFetcher()));
      platform.logger.warn(
        { source: request.source, aggregateId, operator, reason, discarded },
        'dead letters discarded',
      );
      return { discarded };
    },
  };
}
