import { AppError, callerKey, inTransaction, nextAuditRow, type RpcCall, writeAudit, writesOf } from '@jamaa/kit';
import type { CancelImportRequest, CancelImportResponse } from '@jamaa/proto/intake/v1/imports';
import type { Intake } from '../../context.ts';
import { type ImportRow, importCollection, importRows, packCollection, packId } from '../../store/imports.ts';
import { importFor } from './rights.ts';
import { importView } from './view.ts';

/** Ends an import; what it has written stays, what it had not come to is deleted. Cancelled twice it stays cancelled. */
export const cancelImport =
  (intake: Intake) =>
  async ({ id }: CancelImportRequest, { caller }: RpcCall): Promise<CancelImportResponse> => {
    await importFor(intake, caller, id);
    const { mongo, clock } = intake.platform;
    const at = clock.now();
    const row = await inTransaction(mongo, async (session) => {
      const now = await importRows(mongo).findOne({ _id: id }, { session });
      if (now === null || now.state === 'cancelled') return now;
      if (now.state === 'done') throw new AppError('command-not-allowed', 'the import is done');
      const { key: _key, active: _active, ...rest } = now;
      for (let number = now.next; number < now.packs; number += 1)
        writesOf(session).delete(packCollection, packId(id, number));
      const facts = { done: now.next, packs: now.packs };
      const entry = { aggregateId: id, at, actor: callerKey(caller), action: 'cancel-import', facts };
      const auditHead = writeAudit(session, nextAuditRow(now.auditHead, entry));
      const cancelled: ImportRow = { ...rest, state: 'cancelled', finishedAt: at, auditHead };
      writesOf(session).replace(importCollection, cancelled);
      return cancelled;
    });
    if (row === null) throw new AppError('not-found', 'no such import, or not for you');
    return { import: importView(row) };
  };
