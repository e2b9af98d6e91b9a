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
import type { StartRegisterImportRequest, StartRegisterImportResponse } from '@jamaa/proto/civil_registry/v1/imports';
import type { Deps } from '../../deps.ts';
import { readHeader } from '../../domain/imports/columns.ts';
import { pageTable } from '../../domain/imports/page-line.ts';
import { readPieces } from '../pieces.ts';
import { cellsOf, delimiterOf, textOf } from '../read-records.ts';
import { recordsOf } from '../records.ts';
import { type ImportRow, importCollection, importRows, pinnedOf } from '../rows.ts';
import { importFor } from './rights.ts';
import { importView } from './view.ts';

/** The file is whole. Its header is judged at once; its lines are worked off in the background. Started twice it is started once. */
export const startImport =
  (deps: Deps, wake: Wake) =>
  async ({ id }: StartRegisterImportRequest, call: RpcCall): Promise<StartRegisterImportResponse> => {
    const { platform } = deps;
    const seen = await importFor(deps, call.caller, id);
    if (seen.state === 'cancelled') throw new AppError('command-not-allowed', 'the import has been cancelled');
    if (seen.state !== 'receiving') return { import: importView(seen) };
    const header = await headerOf(deps, seen);
    const at = platform.clock.now();
    const row = await inTransaction(platform.mongo, async (session) => {
      const now = await importRows(platform.mongo).findOne({ _id: id }, { session });
      if (now?.state !== 'receiving') return now ?? seen;
      if (now.received !== seen.received) throw new AppError('version-conflict', 'more of the file came meanwhile');
      const entry = {
        aggregateId: id,
        at,
        actor: callerKey(call.caller),
        action: 'started',
        facts: { bytes: now.received },
      };
      const auditHead = writeAudit(session, nextAuditRow(now.auditHead, entry));
      const next: ImportRow = { ...now, ...header, state: 'waiting', active: true, auditHead };
      writesOf(session).replace(importCollection, next);
      return next;
    });
    wake.now();
    return { import: importView(row) };
  };

/** @throws AppError `validation-failed` naming `file` */
async function headerOf({ platform, keyring }: Deps, row: ImportRow): Promise<Pick<ImportRow, 'header' | 'delimiter'>> {
  if (row.received === 0) throw invalidField('file', 'empty', 'the file is empty');
  if (row.format === 'jsonl') return { header: [], delimiter: ',' };
  const pieces = readPieces(platform.mongo, keyring, row, 0);
  const { value: first } = await recordsOf(pieces, { offset: 0, line: 1 }, true).next();
  const text = first === undefined ? '' : textOf(first);
  if (typeof text !== 'string') throw invalidField('file', 'encoding', 'the first line is not UTF-8 text of a header');
  const delimiter = delimiterOf(text);
  const cells = cellsOf(text, delimiter);
  if ('problems' in cells) throw invalidField('file', 'misshapen', 'the first line is no header');
  const table = row.content === 'pages' ? [pageTable] : [];
  return { header: [...readHeader(cells, pinnedOf(row) !== undefined, ...table)], delimiter };
}
