import { randomBytes } from 'node:crypto';
import {
  type Caller,
  drawReference,
  failpoint,
  inTransaction,
  isDuplicateKey,
  type Keyring,
  newId,
  writesOf,
} from '@jamaa/kit';
import type { ClientSession } from 'mongoose';
import type { Intake } from '../context.ts';
import { type Cells, columns } from '../domain/imports/columns.ts';
import { isOldReference, isProblems, type RegisterCase, type RegisterWorld, readLine } from '../domain/imports/line.ts';
import { base32 } from '../domain/reference.ts';
import { draftOf } from '../rpc/draft.ts';
import type { ComplaintDraft } from '../store/change.ts';
import { insertImported } from '../store/complaints.ts';
import { type ImportedRow, importedCollection, importedId, importedRows, type LineReport } from '../store/imports.ts';
import { stepsOf } from './steps.ts';

/** A line and its number in the file; `duplicateOf`: an earlier line of the file with the same number. */
export interface NumberedLine {
  readonly line: number;
  readonly cells: Cells;
  readonly fault?: 'duplicate' | 'misshapen' | undefined;
}

/** Where lines come from, and how they are taken over. */
export interface Register {
  /** An organisation's id, or `chikaya`. */
  readonly source: string;
  readonly world: RegisterWorld;
  /** In words, for the case's timeline. */
  readonly name: { readonly ar: string; readonly fr: string };
  /** Its own channels tell the complainant what happens here. */
  readonly tellsComplainant: boolean;
  /** Whether a case is taken over without a word to anybody, as the past of a register is. */
  silent(read: RegisterCase): boolean;
  readonly trial: boolean;
  readonly caller: Caller;
}

type Ready = { readonly numbered: NumberedLine; readonly read: RegisterCase; readonly digest: string };
/** What of intake takes over. */
export type Taker = Pick<Intake, 'platform' | 'keyring' | 'territory'>;

type With = (session: ClientSession, reports: readonly LineReport[]) => Promise<void> | void;

const TIMEOUT_MS = 30_000;
const ATTEMPTS = 5;

/**
 * Takes over lines in one transaction with whatever `also` writes: each line once, by its register and number. A line that is
 * wrong is reported and stops no other.
 */
export async function importLines(
  intake: Taker,
  register: Register,
  lines: readonly NumberedLine[],
  also: With = () => undefined,
): Promise<LineReport[]> {
  const { platform } = intake;
  const checked = lines.map((numbered) => check(intake, register, numbered));
  for (let attempt = 1; ; attempt += 1) {
    // Made anew for each attempt: a reference may be taken, or another process may have been faster with a line.
    const drafts = new Map(
      checked.flatMap((one) => ('read' in one ? [[one.numbered.line, draft(intake, register, one)] as const] : [])),
    );
    try {
      const reports = await inTransaction(
        platform.mongo,
        async (session) => {
          const known = await alreadyHere(intake, session, register, checked);
          const done = checked.map((one) =>
            'read' in one ? take(session, register, one, drafts.get(one.numbered.line), known) : one,
          );
          await also(session, done);
          return done;
        },
        { timeoutMs: TIMEOUT_MS },
      );
      failpoint('intake.import.after-batch');
      platform.relay.poke();
      return reports;
    } catch (error) {
      if (!isDuplicateKey(error) || attempt === ATTEMPTS) throw error;
    }
  }
}

function check(
  { keyring }: Pick<Intake, 'keyring'>,
  { world, source }: Register,
  numbered: NumberedLine,
): Ready | LineReport {
  const { line, cells, fault } = numbered;
  const reference = isOldReference(cells.reference) ? cells.reference : '';
  const refused = (problems: LineReport['problems']): LineReport => ({ line, reference, outcome: 'refused', problems });
  if (fault !== undefined) return refused([{ field: fault === 'duplicate' ? 'reference' : 'line', code: fault }]);
  const read = readLine(cells, world);
  if (isProblems(read)) return refused(read);
  return { numbered, read, digest: digestOf(keyring, source, cells) };
}

/** Tells a line that has not changed, and nothing of what it says. */
export const digestOf = (keyring: Keyring, source: string, cells: Cells): string =>
  keyring.blindIndex('import-line', JSON.stringify([source, columns.map((column) => cells[column])]));

async function alreadyHere(
  { platform }: Pick<Intake, 'platform'>,
  session: ClientSession,
  { source }: Register,
  checked: readonly (Ready | LineReport)[],
): Promise<ReadonlyMap<string, ImportedRow>> {
  const ids = checked.flatMap((one) => ('read' in one ? [importedId(source, one.read.reference)] : []));
  const rows = await importedRows(platform.mongo)
    .find({ _id: { $in: ids } }, { session })
    .toArray();
  return new Map(rows.map((row) => [row._id, row]));
}

function take(
  session: ClientSession,
  register: Register,
  { numbered: { line }, read, digest }: Ready,
  made: ComplaintDraft | undefined,
  known: ReadonlyMap<string, ImportedRow>,
): LineReport {
  const { reference } = read;
  const _id = importedId(register.source, reference);
  const before = known.get(_id);
  if (before !== undefined) {
    const where = { line, reference, caseReference: before.caseReference, complaintId: before.complaintId };
    if (before.digest === digest) return { ...where, outcome: 'unchanged' };
    return { ...where, outcome: 'refused', problems: [{ field: 'reference', code: 'differs' }] };
  }
  if (register.trial || made === undefined) return { line, reference, outcome: 'created' };
  const row = insertImported(
    session,
    made,
    register.caller,
    sentence(register, reference),
    stepsOf(read, register.world.body?.id ?? ''),
  );
  const imported: ImportedRow = { _id, complaintId: row._id, caseReference: row.reference, digest };
  writesOf(session).insert(importedCollection, [imported]);
  return { line, reference, outcome: 'created', caseReference: row.reference, complaintId: row._id };
}

const sentence = ({ name }: Register, reference: string): string =>
  `نقلت من: ${name.ar}، رقم ${reference} — Reprise de : ${name.fr}, n° ${reference}`;

function draft({ platform, keyring, territory }: Taker, register: Register, { read }: Ready): ComplaintDraft {
  const { source, world, tellsComplainant } = register;
  const now = platform.clock.now();
  const body = world.body?.id ?? '';
  const commune = territory.index()?.get(read.communeCode);
  const silent = register.silent(read);
  const made = draftOf(keyring, {
    id: newId(),
    trackingCode: base32(randomBytes(12)),
    submission: { ...read.submission, location: undefined },
    checked: read.checked,
    commune: { code: read.communeCode, name: commune?.name ?? { ar: '', fr: '' } },
    addressee: body,
    originNumber: read.reference,
    originDelayDays: 0,
    subject: '',
    receivedAt: read.receivedAt,
    now,
    attachments: [],
  });
  const over = read.state !== 'open';
  return {
    ...made,
    reference: drawReference(platform.lostNumbers, read.communeCode.slice(0, 2), read.receivedAt.getUTCFullYear()),
    organisation: over || read.unit !== '' ? body : '',
    unit: read.unit,
    // The register that had it has acknowledged it.
    acknowledgedAt: read.receivedAt,
    imported: { source, reference: read.reference, silent },
    ...(silent ? { importedAt: now } : {}),
    ...(read.endedAt === undefined ? {} : { endedAt: read.endedAt }),
    ...(tellsComplainant ? { toldByPortal: true } : {}),
    tokens: [...made.tokens, keyring.blindIndex('old-reference', importedId('', read.reference))],
  };
}
