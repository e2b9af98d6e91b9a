import type { ReplayRequest, ReplayResponse } from '@jamaa/proto/platform/v1/platform';
import { AppError } from '../errors/app-error.ts';
import { replayPage } from '../journal/replay.ts';
import type { RpcCall } from '../rpc/server.ts';
import type { Platform } from './platform.ts';

/** Journals hold ids of people's cases: only services read them, and operators' tools under a service identity. */
export const replayMethod =
  (platform: Platform) =>
  async (request: ReplayRequest, call: RpcCall): Promise<ReplayResponse> => {
    if (call.caller.kind !== 'service') throw new AppError('forbidden', 'only services read a journal');
    return replayPage(platform.mongo, request);
  };
