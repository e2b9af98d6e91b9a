import {
  AppError,
  callerKey,
  inTransaction,
  invalidField,
  nextAuditRow,
  type RpcCall,
  type Wake,
  writeAudit,
  writesOf,
} from '@jamaa/kit';
import type {
  CancelRegisterImportRequest,
  CancelRegisterImportResponse,
  GetRegisterImportRequest,
  GetRegisterImportResponse,
  ListImportedRegistersRequest,
  ListImportedRegistersResponse,
  ListRegisterImportProblemsRequest,
  ListRegisterImportProblemsResponse,
} from '@jamaa/proto/civil_registry/v1/imports';
import type { Deps } from '../../deps.ts';
import {
  type ImportRow,
  importCollection,
  importRows,
  numbered,
  type RefusedLine,
  rangeOf,
  reportRows,
  trackId,
  trackRows,
} from '../rows.ts';
import { importFor } from './rights.ts';
import { importView, refusedView, registerView } from './view.ts';

export const getImport =
  (deps: Deps) =>
  async ({ id }: GetRegisterImportRequest, { caller }: RpcCall): Promise<GetRegisterImportResponse> => ({
    import: importView(await importFor(deps, caller, id)),
  });

/** Pages of the report read together; each holds up to a pack of lines. */
const AT_ONCE = 10;

/** Refused lines in the order of the file; the cursor is page and place in it. */
export const listProblems =
  (deps: Deps) =>
  async (
    request: ListRegisterImportProblemsRequest,
    { caller }: RpcCall,
  ): Promise<ListRegisterImportProblemsResponse> => {
    const { _id, pages } = await importFor(deps, caller, request.id);
    const limit = limitOf(request.limit, 100, 500);
    const match = /^(\d{1,7})\.(\d{1,4})$/.exec(request.cursor === '' ? '0.0' : request.cursor);
    if (match === null) throw invalidField('cursor', 'cursor', 'not a cursor of this list');
    let [page, place] = [Number(match[1]), Number(match[2])];
    const found: RefusedLine[] = [];
    while (page < pages && found.length < limit) {
      const ids = Array.from({ length: Math.min(AT_ONCE, pages - page) }, (_, index) => numbered(_id, page + index));
      const rows = await reportRows(deps.platform.mongo)
        .find({ _id: { $in: ids } })
        .toArray();
      const byId = new Map(rows.map((row) => [row._id, row.lines]));
      for (const one of ids) {
        const lines = byId.get(one) ?? [];
        const taken = lines.slice(place, place + limit - found.length);
        found.push(...taken);
        if (place + taken.length < lines.length) {
          place += taken.length;
          break;
        }
        page += 1;
        place = 0;
        if (found.length >= limit) break;
      }
    }
    return { lines: found.map(refusedView), nextCursor: page < pages ? `${page}.${place}` : '' };
  };

/** Registers of the file in the order of their names; the cursor is the last one's. */
export const listRegisters =
  (deps: Deps) =>
  async (request: ListImportedRegistersRequest, { caller }: RpcCall): Promise<ListImportedRegistersResponse> => {
    const { _id } = await importFor(deps, caller, request.id);
    const limit = limitOf(request.limit, 100, 200);
    if (!/^[a-z0-9.:-]{0,80}$/.test(request.cursor))
      throw invalidField('cursor', 'cursor', 'not a cursor of this list');
    const after = trackId(_id, request.cursor);
    const rows = await trackRows(deps.platform.mongo)
      .find(rangeOf(_id, after))
      .sort({ _id: 1 })
      .limit(limit + 1)
      .toArray();
    const page = rows.slice(0, limit);
    const last = page.at(-1)?._id.slice(_id.length + 1) ?? '';
    return { registers: page.map(registerView), nextCursor: rows.length > limit ? last : '' };
  };

function limitOf(asked: number, usual: number, most: number): number {
  if (asked > most) throw invalidField('limit', 'range', `at most ${most}`);
  return asked === 0 ? usual : asked;
}

/** Ends an import; the job lets its registers go and deletes its file. Cancelled twice it stays cancelled. */
export const cancelImport =
  (deps: Deps, wake: Wake) =>
  async ({ id }: CancelRegisterImportRequest, { caller }: RpcCall): Promise<CancelRegisterImportResponse> => {
    await importFor(deps, caller, id);
    const { mongo, clock } = deps.platform;
    const at = clock.now();
    const row = await inTransaction(mongo, async (session): Promise<ImportRow | null> => {
      const now = await importRows(mongo).findOne({ _id: id }, { session });
      if (now === null || now.state === 'cancelled') return now;
      if (now.state === 'done') throw new AppError('command-not-allowed', 'the import is done');
      const entry = { aggregateId: id, at, actor: callerKey(caller), action: 'cancelled', facts: { read: now.offset } };
      const auditHead = writeAudit(session, nextAuditRow(now.auditHead, entry));
      const next: ImportRow = { ...now, state: 'cancelled', active: true, finishedAt: at, auditHead };
      writesOf(session).replace(importCollection, next);
      return next;
    });
    if (row === null) throw new AppError('not-found', 'no such import, or not for you');
    wake.now();
    return { import: importView(row) };
  };
