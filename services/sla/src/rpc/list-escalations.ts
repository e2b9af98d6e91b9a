import { AppError, type DirectoryCopy, invalidField, type Platform, type RpcCall } from '@jamaa/kit';
import { Escalation, type ListEscalationsRequest, type ListEscalationsResponse } from '@jamaa/proto/sla/v1/sla';
import { type EscalationRow, queuePage } from '../store/escalation-rows.ts';

const DEFAULT_LIMIT = 50;
const MOST = 200;
const CURSOR = /^(\d{1,15}) (\S{1,200})$/;

/** The queue of the calling account, and of nobody else: services and people without an active account have none. */
export const listEscalations =
  (platform: Platform, copy: DirectoryCopy) =>
  async (request: ListEscalationsRequest, { caller }: RpcCall): Promise<ListEscalationsResponse> => {
    if (caller.kind !== 'account') throw new AppError('forbidden', 'an escalation queue belongs to a person');
    if (request.limit > MOST) throw invalidField('limit', 'too-large', `limit is at most ${MOST}`);
    const after = readCursor(request.cursor);
    const account = await copy.accountOf(caller.subject);
    if (!account?.active) throw new AppError('forbidden', 'no active account of this person');
    const limit = request.limit === 0 ? DEFAULT_LIMIT : request.limit;
    const rows = await queuePage(platform.mongo, account._id, { all: request.all, after, limit: limit + 1 });
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    return {
      escalations: page.map(toMessage),
      nextCursor: rows.length > limit && last !== undefined ? writeCursor(last) : '',
    };
  };

const toMessage = ({ _id, open, accountId, ...row }: EscalationRow): Escalation =>
  Escalation.fromPartial({ id: _id, ...row });

const writeCursor = ({ raisedAt, _id }: EscalationRow): string =>
  Buffer.from(`${raisedAt.getTime()} ${_id}`).toString('base64url');

function readCursor(cursor: string): { raisedAt: Date; id: string } | undefined {
  if (cursor === '') return undefined;
  const [, ms, id] = CURSOR.exec(Buffer.from(cursor, 'base64url').toString('utf8')) ?? [];
  if (ms === undefined || id === undefined) throw invalidField('cursor', 'cursor', 'not a cursor of this list');
  return { raisedAt: new Date(Number(ms)), id };
}
