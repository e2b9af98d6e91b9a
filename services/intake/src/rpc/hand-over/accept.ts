import {
  AppError,
  type Caller,
  failpoint,
  inTransaction,
  invalidField,
  isDuplicateKey,
  newId,
  type RpcCall,
  writesOf,
} from '@jamaa/kit';
import {
  type AcceptHandOverRequest,
  type AcceptHandOverResponse,
  type AskHandOverRequest,
  type AskHandOverResponse,
  type CancelHandOverRequest,
  type CancelHandOverResponse,
  type HandedOverCase,
  HandOverAnswer,
} from '@jamaa/proto/intake/v1/intake';
import type { Intake } from '../../context.ts';
import { categoryOf } from '../../domain/categories.ts';
import type { HandOverRefusal } from '../../domain/hand-over.ts';
import { arrivalOf, stepsBefore } from '../../handing/arrival.ts';
import { insertArrived } from '../../store/complaints.ts';
import { type TakenOverRow, takenOverCollection, takenOverRows } from '../../store/hand-overs.ts';
import { withReference } from '../filing.ts';
import { isOwn } from './destination.ts';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The cell whose intake calls. @throws AppError `forbidden` for everybody else */
export function callingCell(caller: Caller): string {
  if (caller.kind !== 'cell' || caller.service !== 'intake')
    throw new AppError('forbidden', 'only intake of another cell hands cases over');
  return caller.cell;
}

/**
 * Takes a case of another cell: with its journal, audit and the answer to its transfer id in one transaction. The same answer again for
 * the same transfer id, also when it was called off before.
 */
export const acceptHandOver =
  (intake: Intake) =>
  async ({ transferId, complaint: told }: AcceptHandOverRequest, call: RpcCall): Promise<AcceptHandOverResponse> => {
    const cell = callingCell(call.caller);
    checkId(transferId);
    if (told === undefined) throw invalidField('complaint', 'required', 'a hand-over brings a case');
    const known = await found(intake, transferId, cell);
    if (known !== undefined) return { answer: answerOf(known) };
    const reason = await refusalOf(intake, told);
    if (reason !== undefined) return { answer: HandOverAnswer.fromPartial({ outcome: 'refused', reason }) };
    const { platform, keyring, territory } = intake;
    const name = territory.index()?.get(told.commune)?.name ?? { ar: '', fr: '' };
    const commune = { code: told.commune, ar: name.ar, fr: name.fr };
    const arriving = { id: newId(), transferId, cell, told, commune, now: platform.clock.now() };
    const draft = arrivalOf(keyring, arriving);
    const taken = await oncePerTransfer(intake, transferId, cell, () =>
      withReference(platform.lostNumbers, commune.code, draft.receivedAt, (reference) =>
        inTransaction(platform.mongo, async (session): Promise<TakenOverRow> => {
          const row = insertArrived(session, { ...draft, reference }, call.caller, stepsBefore(told));
          const answer = { _id: transferId, cell, outcome: 'accepted', complaintId: row._id, reference } as const;
          writesOf(session).insert(takenOverCollection, [answer]);
          return answer;
        }),
      ),
    );
    failpoint('intake.hand-over.accepted');
    platform.relay.poke();
    if (taken.complaintId === draft._id) intake.telemetry.handOversTaken.inc();
    return { answer: answerOf(taken) };
  };

/** What became of a transfer here. */
export const askHandOver =
  (intake: Intake) =>
  async ({ transferId }: AskHandOverRequest, call: RpcCall): Promise<AskHandOverResponse> => {
    const cell = callingCell(call.caller);
    checkId(transferId);
    const known = await found(intake, transferId, cell);
    return { answer: known === undefined ? HandOverAnswer.fromPartial({ outcome: 'unknown' }) : answerOf(known) };
  };

/** Sees to it that a transfer is never accepted, unless it was: what comes first stays. */
export const cancelHandOver =
  (intake: Intake) =>
  async ({ transferId }: CancelHandOverRequest, call: RpcCall): Promise<CancelHandOverResponse> => {
    const cell = callingCell(call.caller);
    checkId(transferId);
    const known = await found(intake, transferId, cell);
    if (known !== undefined) return { answer: answerOf(known) };
    const settled = await oncePerTransfer(intake, transferId, cell, () =>
      inTransaction(intake.platform.mongo, async (session): Promise<TakenOverRow> => {
        const none = { complaintId: '', reference: '' };
        const answer = { _id: transferId, cell, outcome: 'cancelled', ...none } as const;
        writesOf(session).insert(takenOverCollection, [answer]);
        return answer;
      }),
    );
    return { answer: answerOf(settled) };
  };

/** Two that come at once meet at the unique id: the second gets the answer of the first. */
async function oncePerTransfer(
  intake: Intake,
  transferId: string,
  cell: string,
  write: () => Promise<TakenOverRow>,
): Promise<TakenOverRow> {
  try {
    return await write();
  } catch (error) {
    const first = isDuplicateKey(error) ? await found(intake, transferId, cell) : undefined;
    if (first === undefined) throw error;
    return first;
  }
}

async function found({ platform }: Intake, transferId: string, cell: string): Promise<TakenOverRow | undefined> {
  const row = await takenOverRows(platform.mongo).findOne({ _id: transferId });
  if (row !== null && row.cell !== cell) throw new AppError('forbidden', 'a transfer of another cell');
  return row ?? undefined;
}

const answerOf = ({ outcome, reference }: TakenOverRow): HandOverAnswer =>
  HandOverAnswer.fromPartial({ outcome, reference });

function checkId(transferId: string): void {
  if (!UUID.test(transferId)) throw invalidField('transfer_id', 'form', 'a UUID');
}

/** Why this cell does not take a case. @throws AppError `unavailable` while the territory is not loaded */
async function refusalOf(
  { cells, directory, platform, territory }: Intake,
  { category, commune, organisation }: HandedOverCase,
): Promise<HandOverRefusal | undefined> {
  const index = territory.index();
  if (index === undefined) throw new AppError('unavailable', 'the territory is not loaded yet');
  if (index.get(commune)?.kind !== 'commune') return 'unknown-commune';
  if (!isOwn({ cells, platform }, commune)) return 'foreign-commune';
  if (categoryOf(category) === undefined) return 'unknown-category';
  if (organisation !== '' && (await directory.organisation(organisation)) === undefined) return 'unknown-organisation';
  return undefined;
}
