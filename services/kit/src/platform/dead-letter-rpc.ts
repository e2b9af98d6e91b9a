import type {
  DeadLetter,
  DeadLetterServiceServer,
  DiscardRequest,
  ListDeadLettersRequest,
  RequeueRequest,
} from '@jamaa/proto/platform/v1/platform';
import { deadLetterRows } from '../consumer/inbox.ts';
import { AppError, invalidField } from '../errors/app-error.ts';
import type { Methods, RpcCall } from '../rpc/server.ts';
import type { Platform } from './platform.ts';

const operatorsOnly = (call: RpcCall): void => {
  if (call.caller.kind !== 'service' || call.caller.service !== 'ops')
    throw new AppError('forbidden', "only the operators' tool");
};

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
      const letters: DeadLetter[] = rows.map((row) => ({
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
      }));
      return { letters };
    },
    async requeue(request: RequeueRequest, call: RpcCall) {
      operatorsOnly(call);
      const done = await (consumerOf(request.source).requeue(request.aggregateId, request.operator) ??
        Promise.reject(notFetcher()));
      platform.logger.info({ ...request, ...done }, 'dead letters requeued');
      return { applied: done.applied, stillParked: done.stillParked, error: done.error ?? '' };
    },
    async discard(request: DiscardRequest, call: RpcCall) {
      operatorsOnly(call);
      if (request.reason.trim() === '') throw invalidField('reason', 'required', 'a discard needs a reason');
      const { aggregateId, operator, reason } = request;
      const discarded = await (consumerOf(request.source).discard(aggregateId, operator, reason) ??
        Promise.reject(notFetcher()));
      platform.logger.warn({ source: request.source, aggregateId, operator, discarded }, 'dead letters discarded');
      return { discarded };
    },
  };
}
