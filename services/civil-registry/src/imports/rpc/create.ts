import {
  AppError,
  callerKey,
  emptyChain,
  inTransaction,
  invalidField,
  newId,
  nextAuditRow,
  onceOnly,
  type RpcCall,
  sealedAnswers,
  writeAudit,
  writesOf,
} from '@jamaa/kit';
import { CreateRegisterImportRequest, CreateRegisterImportResponse } from '@jamaa/proto/civil_registry/v1/imports';
import type { Deps } from '../../deps.ts';
import { isActKind, registerId } from '../../domain/identity.ts';
import { MAX_FIRST_NUMBER } from '../../domain/register.ts';
import { todayOf } from '../../rpc/people.ts';
import { registerRows } from '../../store/rows.ts';
import { barrier } from '../plan.ts';
import { type ImportRow, importCollection } from '../rows.ts';
import { mayBring } from './rights.ts';
import { importView } from './view.ts';

/** Announces a file. @throws AppError `command-not-allowed` where its one register is closed or holds acts of its own */
export const createImport =
  (deps: Deps) =>
  async (request: CreateRegisterImportRequest, call: RpcCall): Promise<CreateRegisterImportResponse> => {
    const { platform, keyring } = deps;
    const startedBy = await mayBring(deps, call.caller, request.bureauId);
    const pinned = checked(deps, request);
    const pages = contentOf(request) === 'pages';
    // Pages are of registers that are complete, most of them closed.
    if (pinned.kind !== '' && !pages) await refuseTaken(deps, registerId({ ...pinned, kind: pinned.kind }));
    const body = CreateRegisterImportRequest.encode({ ...request, idempotencyKey: '' }).finish();
    const idempotent = { caller: call.caller, method: 'civil-register-import', key: request.idempotencyKey, body };
    return onceOnly(
      platform.mongo,
      idempotent,
      () => platform.clock.now(),
      sealedAnswers(keyring, CreateRegisterImportResponse),
      async (remember) => {
        const at = platform.clock.now();
        const _id = newId();
        const { bureauId, kind, year, format, trial } = { ...request, ...pinned };
        const facts = { bureauId, kind, year, format, trial, content: contentOf(request) };
        const entry = nextAuditRow(emptyChain, {
          aggregateId: _id,
          at,
          actor: callerKey(call.caller),
          action: 'announced',
          facts,
        });
        const key = keyring.newPersonKey().wrapped;
        return inTransaction(platform.mongo, async (session) => {
          const auditHead = writeAudit(session, entry);
          const own = { _id, ...pinned, trial, startedBy, createdAt: at, key, auditHead };
          const row: ImportRow = { ...blank, ...own, ...(pages ? { content: 'pages' as const } : {}) };
          writesOf(session).insert(importCollection, [row]);
          const done = { import: importView(row) };
          remember(session, done, _id);
          return done;
        });
      },
    );
  };

const blank = {
  state: 'receiving' as const,
  ...{ pieces: 0, received: 0, offset: 0, line: 1, piece: 0, pieceStart: 0, header: [], delimiter: ',' },
  ...{ created: 0, unchanged: 0, refused: 0, registers: 0, missing: 0, pages: 0 },
};

/** @throws AppError `validation-failed` */
function contentOf({ content }: CreateRegisterImportRequest): 'acts' | 'pages' {
  if (content === 'pages' || content === 'acts') return content;
  if (content !== '') throw invalidField('content', 'unknown', 'acts or pages');
  return 'acts';
}

type Pinned = Pick<ImportRow, 'bureauId' | 'kind' | 'year' | 'firstNumber' | 'format'>;

/** @throws AppError `validation-failed` naming the field */
function checked(deps: Deps, { bureauId, kind, year, firstNumber, format }: CreateRegisterImportRequest): Pinned {
  if (format !== 'csv' && format !== 'jsonl') throw invalidField('format', 'unknown', 'csv or jsonl');
  if (bureauId === '') {
    for (const [field, told] of Object.entries({ kind, year, firstNumber }))
      if (told !== '' && told !== 0)
        throw invalidField(field, 'contradiction', 'told with its bureau, or by each line');
    return { bureauId: '', kind: '', year: 0, firstNumber: 0, format };
  }
  if (!isActKind(kind)) throw invalidField('kind', 'unknown', 'birth or death');
  const now = Number(todayOf(deps).slice(0, 4));
  if (year < 1900 || year > now) throw invalidField('year', 'range', `1900 to ${now}`);
  if (firstNumber > MAX_FIRST_NUMBER) throw invalidField('firstNumber', 'range', `1 to ${MAX_FIRST_NUMBER}`);
  return { bureauId, kind, year, firstNumber, format };
}

async function refuseTaken({ platform }: Deps, id: string): Promise<void> {
  const barred = barrier((await registerRows(platform.mongo).findOne({ _id: id })) ?? undefined, { _id: '' });
  if (barred === 'register-closed') throw new AppError('command-not-allowed', 'the register is closed');
  if (barred !== undefined)
    throw new AppError('command-not-allowed', 'the register holds acts of its own, or is being imported');
}
