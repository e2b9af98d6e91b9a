import {
  callerKey,
  emptyChain,
  inTransaction,
  newId,
  nextAuditRow,
  onceOnly,
  type RpcCall,
  writeAudit,
  writesOf,
} from '@jamaa/kit';
import { StartImportRequest, StartImportResponse } from '@jamaa/proto/intake/v1/imports';
import type { Intake } from '../../context.ts';
import type { NumberedLine } from '../../imports/import-lines.ts';
import { readFile } from '../../imports/read-file.ts';
import { type ImportRow, importCollection, type PackRow, packCollection, packId } from '../../store/imports.ts';
import { importableBody } from './rights.ts';
import { importView } from './view.ts';

/** Lines in one transaction of the job. */
const PACK = 100;
const TIMEOUT_MS = 60_000;

/**
 * Takes a whole file, or nothing of it: its lines, sealed, and the job that will work them off, in one transaction.
 * @throws AppError `forbidden`, or what is wrong with the file
 */
export const startImport =
  (intake: Intake) =>
  async (request: StartImportRequest, call: RpcCall): Promise<StartImportResponse> => {
    const { platform, keyring } = intake;
    const body = await importableBody(intake, call.caller, request.organisation);
    const encoded = StartImportRequest.encode({ ...request, idempotencyKey: '' }).finish();
    const idempotent = { caller: call.caller, method: 'start-import', key: request.idempotencyKey, body: encoded };
    const codec = {
      encode: (answer: StartImportResponse) => StartImportResponse.encode(answer).finish(),
      decode: (kept: Uint8Array) => StartImportResponse.decode(kept),
    };
    const answer = await onceOnly(
      platform.mongo,
      idempotent,
      () => platform.clock.now(),
      codec,
      async (remember) => {
        const lines = await readFile(request.file, request.mediaType);
        const id = newId();
        const now = platform.clock.now();
        const key = keyring.newPersonKey();
        const packs = packsOf(lines).map(
          (pack, number): PackRow => ({
            _id: packId(id, number),
            sealed: key.seal(JSON.stringify(pack), packId(id, number)),
          }),
        );
        const facts = { organisation: body._id, lines: lines.length, trial: request.trial };
        const entry = { aggregateId: id, at: now, actor: callerKey(call.caller), action: 'start-import', facts };
        const audit = nextAuditRow(emptyChain, entry);
        const row: ImportRow = {
          _id: id,
          organisation: body._id,
          trial: request.trial,
          state: 'waiting',
          startedBy: call.caller.kind === 'account' ? call.caller.subject : '',
          total: lines.length,
          packs: packs.length,
          next: 0,
          created: 0,
          unchanged: 0,
          refused: 0,
          createdAt: now,
          key: key.wrapped,
          active: true,
          auditHead: { number: audit.number, hash: audit.hash },
        };
        const response = { import: importView(row) };
        await inTransaction(
          platform.mongo,
          async (session) => {
            writesOf(session).insert(importCollection, [row]);
            writesOf(session).insert(packCollection, packs);
            writeAudit(session, audit);
            remember(session, response);
          },
          { timeoutMs: TIMEOUT_MS },
        );
        return response;
      },
    );
    intake.imports.now();
    return answer;
  };

const packsOf = (lines: readonly NumberedLine[]): NumberedLine[][] =>
  Array.from({ length: Math.ceil(lines.length / PACK) }, (_, index) => lines.slice(index * PACK, (index + 1) * PACK));
