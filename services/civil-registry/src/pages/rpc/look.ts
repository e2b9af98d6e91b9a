import { AppError, callerKey, invalidField, type RpcCall } from '@jamaa/kit';
import {
  type ListActPagesRequest,
  type ListActPagesResponse,
  type ListRegisterPagesRequest,
  type ListRegisterPagesResponse,
  type OpenPageImageRequest,
  OpenPageImageResponse,
} from '@jamaa/proto/civil_registry/v1/pages';
import type { Deps } from '../../deps.ts';
import { isActKind, parseActId, registerId } from '../../domain/identity.ts';
import { pageId } from '../../domain/page.ts';
import { actOf } from '../../rpc/acts.ts';
import { auditLook } from '../../store/acts.ts';
import { actRows } from '../../store/rows.ts';
import { type PageRow, pageRows } from '../rows.ts';
import { pageView } from '../view.ts';
import { holderOf } from './claim.ts';
import { mayIndex } from './put.ts';

const DEFAULT_PAGE = 100;
const MAX_PAGE = 200;

/** The pages of a register in their order; the cursor is the id of the last one. */
export const listRegisterPages =
  (deps: Deps) =>
  async (request: ListRegisterPagesRequest, call: RpcCall): Promise<ListRegisterPagesResponse> => {
    const { bureauId, kind, year, cursor, limit } = request;
    await mayIndex(deps, bureauId, call);
    if (!isActKind(kind)) throw invalidField('kind', 'unknown', 'birth or death');
    if (limit > MAX_PAGE) throw invalidField('limit', 'range', `at most ${MAX_PAGE}`);
    const register = registerId({ bureauId, kind, year });
    if (cursor !== '' && !cursor.startsWith(`${register}/`))
      throw invalidField('cursor', 'cursor', 'not a cursor of this list');
    const most = limit === 0 ? DEFAULT_PAGE : limit;
    const found = await pageRows(deps.platform.mongo)
      .find({ _id: { $gt: cursor === '' ? `${register}/` : cursor, $lt: `${register}0` } })
      .sort({ _id: 1 })
      .limit(most + 1)
      .toArray();
    const rows = found.slice(0, most);
    return { pages: rows.map(pageView), nextCursor: found.length > most ? (rows.at(-1)?._id ?? '') : '' };
  };

/** Puts a look on the audit trail of each of these acts, in one transaction. */
async function record({ platform }: Deps, ids: readonly string[], call: RpcCall, as: string): Promise<void> {
  const look = { at: platform.clock.now(), actor: callerKey(call.caller), as };
  await platform.together(ids[0] ?? '', async (session) => {
    const rows = await actRows(platform.mongo)
      .find({ _id: { $in: [...ids] } }, { session })
      .toArray();
    for (const row of rows) auditLook(session, row, look);
  });
}

export const listActPages =
  (deps: Deps) =>
  async ({ actId }: ListActPagesRequest, call: RpcCall): Promise<ListActPagesResponse> => {
    await actOf(deps, actId, call.caller);
    const rows = await pageRows(deps.platform.mongo).find({ actIds: actId }).toArray();
    await record(deps, [actId], call, 'pages');
    return { pages: rows.sort((a, b) => (a._id < b._id ? -1 : 1)).map(pageView) };
  };

/** The page on which this act stands. @throws AppError `not-found`, the same for a page of other acts */
async function pageOf({ platform }: Deps, { actId, volume, page }: OpenPageImageRequest): Promise<PageRow> {
  const register = parseActId(actId);
  const id = register === undefined ? '' : pageId({ ...register, volume, page });
  const row = await pageRows(platform.mongo).findOne({ _id: id });
  if (row === null || !row.actIds.includes(actId)) throw new AppError('not-found', 'the act stands on no such page');
  return row;
}

/** Whoever sees the page sees all its acts: each has the look on its trail, before a byte is given. */
export const openPageImage =
  (deps: Deps) =>
  async (request: OpenPageImageRequest, call: RpcCall): Promise<OpenPageImageResponse> => {
    await actOf(deps, request.actId, call.caller);
    const { _id, actIds, scan } = await pageOf(deps, request);
    if (scan === undefined) throw new AppError('not-found', 'the scan of this page has not been sent');
    if (deps.attachments === undefined) throw new AppError('unavailable', 'no images are kept here');
    await record(deps, actIds, call, 'page-image');
    const file = { id: scan.id, proof: scan.proof };
    const opened = await deps.attachments.call('openHeldFile', { holder: holderOf(_id), file });
    const extension = opened.fileName.split('.').at(-1) ?? 'bin';
    const fileName = `${_id.replaceAll(/[/:]/g, '-')}.${extension}`;
    return OpenPageImageResponse.fromPartial({ ...opened, fileName });
  };
