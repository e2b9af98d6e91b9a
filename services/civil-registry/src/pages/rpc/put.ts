import { AppError, invalidField, isDuplicateKey, type RpcCall } from '@jamaa/kit';
import type { PutPageRequest, PutPageResponse } from '@jamaa/proto/civil_registry/v1/pages';
import type { Deps } from '../../deps.ts';
import { isAdministrator, worksAt } from '../../domain/access.ts';
import { isActKind } from '../../domain/identity.ts';
import { decidePage, type Indexed, MAX_ACTS, MAX_PAGE, MAX_VOLUME, type PageKey, pageId } from '../../domain/page.ts';
import { bureauOf } from '../../rpc/people.ts';
import { actRows } from '../../store/rows.ts';
import { actIdsOf, type PageRow, pageRows } from '../rows.ts';
import { pageView } from '../view.ts';
import { writePage } from '../write.ts';
import { claimScan } from './claim.ts';

const DIGEST = /^[0-9a-f]{64}$/;

/** @throws AppError `forbidden` for whoever neither works at the bureau nor administers its territory; `validation-failed` */
export async function mayIndex(deps: Deps, bureauId: string, { caller }: RpcCall): Promise<void> {
  const bureau = await bureauOf(deps, bureauId);
  const grants = await deps.grantsOf(caller);
  if (!worksAt(bureau, grants) && !isAdministrator(bureau.territory, grants))
    throw new AppError('forbidden', 'only staff of the bureau, or an administrator of its territory');
}

/** @throws AppError `validation-failed` naming the field */
function checked(request: PutPageRequest): { key: PageKey; asked: Indexed } {
  const { bureauId, kind, year, volume, page, acts, sha256 } = request;
  if (!isActKind(kind)) throw invalidField('kind', 'unknown', 'birth or death');
  if (year < 1900 || year > 9999) throw invalidField('year', 'range', 'a year of four digits');
  if (volume < 1 || volume > MAX_VOLUME) throw invalidField('volume', 'range', `1 to ${MAX_VOLUME}`);
  if (page < 1 || page > MAX_PAGE) throw invalidField('page', 'range', `1 to ${MAX_PAGE}`);
  if (acts.length === 0) throw invalidField('acts', 'required', 'the numbers of the acts that stand on the page');
  if (acts.length > MAX_ACTS) throw invalidField('acts', 'too-many', `at most ${MAX_ACTS}`);
  if (sha256 !== '' && !DIGEST.test(sha256)) throw invalidField('sha256', 'format', '64 hexadecimal digits');
  return { key: { bureauId, kind, year, volume, page }, asked: { acts, sha256 } };
}

/** @throws AppError `validation-failed` naming the first number that no act of the register has */
async function actsThere({ platform }: Deps, key: PageKey, acts: readonly number[]): Promise<void> {
  const ids = actIdsOf(key, acts);
  const found = await actRows(platform.mongo)
    .find({ _id: { $in: ids } }, { projection: { _id: 1 } })
    .toArray();
  const there = new Set(found.map(({ _id }) => _id));
  const missing = ids.findIndex((id) => !there.has(id));
  if (missing !== -1) throw invalidField(`acts.${missing}`, 'unknown', 'no such act in this register');
}

const refusals = {
  'sha256-differs': () => invalidField('sha256', 'differs', 'the scan of this page has another digest'),
  'has-image': () => new AppError('command-not-allowed', 'this page has an image already'),
} as const;

export const putPage =
  (deps: Deps) =>
  async (request: PutPageRequest, call: RpcCall): Promise<PutPageResponse> => {
    const { platform } = deps;
    await mayIndex(deps, request.bureauId, call);
    const { key, asked } = checked(request);
    await actsThere(deps, key, asked.acts);
    const id = pageId(key);
    const scan = request.uploadId === '' ? undefined : await claimScan(deps, id, request);
    const by = { at: platform.clock.now(), caller: call.caller };
    const put = () =>
      platform.together(id, async (session): Promise<PageRow> => {
        const before = await pageRows(platform.mongo).findOne({ _id: id }, { session });
        const decision = decidePage(before ?? undefined, asked, scan);
        if ('refused' in decision) throw refusals[decision.refused]();
        const { next, linked, imaged } = decision;
        if (!linked && !imaged && before !== null) return before;
        return writePage(session, before, { key, next, linked, scan: imaged ? scan : undefined }, by);
      });
    // Two who enter the same page at one moment: the later one finds it there.
    const row = await put().catch((error: unknown) => {
      if (!isDuplicateKey(error)) throw error;
      return put();
    });
    platform.relay.poke();
    return { page: pageView(row) };
  };
