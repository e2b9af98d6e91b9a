import { AppError, invalidField, type RpcCall } from '@jamaa/kit';
import { type SnapshotRequest, SnapshotResponse } from '@jamaa/proto/directory/v1/directory';
import { accountMessage, organisationMessage } from '../store/messages.ts';
import type { Deps } from './deps.ts';

const MAX = 1_000;

/**
 * Everything, page by page, by ascending id. New accounts have later ids: whoever appears while somebody pages is on a later
 * page or comes as an event.
 */
export const snapshot =
  ({ organisations, accounts }: Deps) =>
  async (request: SnapshotRequest, call: RpcCall): Promise<SnapshotResponse> => {
    if (call.caller.kind !== 'service') throw new AppError('forbidden', 'only services copy the directory');
    const { part, cursor } = request;
    const limit = request.limit === 0 ? 500 : Math.min(request.limit, MAX);
    const answer = (ids: readonly { _id: string }[], page: Partial<SnapshotResponse>): SnapshotResponse =>
      SnapshotResponse.fromPartial({ ...page, nextCursor: ids.at(-1)?._id ?? cursor, end: ids.length < limit });
    if (part === 'organisations') {
      const rows = await organisations.page({ territory: '', kind: '', after: cursor, limit });
      return answer(rows, { organisations: rows.map(organisationMessage) });
    }
    if (part === 'accounts') {
      const rows = await accounts.page(cursor, limit);
      return answer(rows, { accounts: rows.map(accountMessage) });
    }
    throw invalidField('part', 'unknown', 'part is organisations or accounts');
  };
