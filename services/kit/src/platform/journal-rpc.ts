import type {
  GetRepublishRequest,
  JournalServiceServer,
  ReplayRequest,
  RepublishRequest,
  RepublishState,
} from '@jamaa/proto/platform/v1/platform';
import { AppError } from '../errors/app-error.ts';
import { replayPage } from '../journal/replay.ts';
import { findRepublish, type RepublishRow, requestRepublish } from '../journal/republish.ts';
import type { Methods, RpcCall } from '../rpc/server.ts';
import { namedOperator, operatorsOnly } from './operators.ts';
import type { Platform } from './platform.ts';

const stateOf = (row: RepublishRow | null): RepublishState => ({
  state: row === null ? 'none' : row.finishedAt === undefined ? 'running' : 'done',
  sinceCursor: row?.since ?? '',
  cursor: row?.cursor ?? '',
  published: BigInt(row?.published ?? 0),
  operator: row?.operator ?? '',
  startedAt: row?.startedAt,
  finishedAt: row?.finishedAt,
});

/** Journals hold ids of people's cases: only services read them, of other cells too, and operators' tools under a service identity. */
export const journalMethods = (platform: Platform): Methods<JournalServiceServer> => ({
  async replay(request: ReplayRequest, call: RpcCall) {
    if (call.caller.kind !== 'service' && call.caller.kind !== 'cell')
      throw new AppError('forbidden', 'only services read a journal');
    return replayPage(platform.mongo, request);
  },
  async republish(request: RepublishRequest, call: RpcCall) {
    operatorsOnly(call);
    const operator = namedOperator(request.operator);
    const { sinceCursor: since } = request;
    const row = await requestRepublish(platform.mongo, { since, operator, at: platform.clock.now() });
    platform.logger.warn({ operator, since }, 'the journal is published again');
    platform.relay.poke();
    return { run: stateOf(row) };
  },
  async getRepublish(_request: GetRepublishRequest, call: RpcCall) {
    operatorsOnly(call);
    return { run: stateOf(await findRepublish(platform.mongo)) };
  },
});
