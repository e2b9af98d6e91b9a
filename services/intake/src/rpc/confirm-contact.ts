import { AppError, invalidField, type RpcCall } from '@jamaa/kit';
import type { ConfirmContactRequest, ConfirmContactResponse } from '@jamaa/proto/intake/v1/intake';
import type { ClientSession } from 'mongoose';
import type { Intake } from '../context.ts';
import { type CodeVerdict, judgeCode, ways } from '../domain/one-time-code.ts';
import { parseReference } from '../domain/reference.ts';
import type { ComplaintRow } from '../store/complaint-row.ts';
import { auditAside, complaintRows } from '../store/complaints.ts';
import { readHistory, writeCode, writeHistory } from '../store/contact-codes.ts';
import { codeOf, digitsOf, historyOf, memberOf, parseDigits, sameDigits, withNewRows } from './one-time-codes.ts';
import { notFound, openComplainant, standing } from './people.ts';
import { contactStatus } from './view.ts';

const refusals: Readonly<Record<Exclude<CodeVerdict, 'right'>, string>> = {
  wrong: 'not the code that was sent',
  expired: 'no code is alive: ask for a new one',
  locked: 'too many wrong tries: ask for a new code',
};

/**
 * Confirms the way by which the code came. A wrong code is counted at every code of the case that is alive.
 * @throws AppError `validation-failed` naming `code`: wrong, expired or locked
 */
export const confirmContact =
  (intake: Intake) =>
  async (request: ConfirmContactRequest, call: RpcCall): Promise<ConfirmContactResponse> => {
    const { keyring, platform } = intake;
    const reference = parseReference(request.reference);
    if (reference === undefined) throw notFound();
    const grants = await intake.grantsOf(call.caller);
    const now = platform.clock.now();
    const end = await withNewRows(intake, reference, async (session) => {
      const row = await complaintRows(platform.mongo).findOne({ reference }, { session });
      if (row === null) throw notFound();
      const { actors } = standing(keyring, row, call.caller, grants, request.trackingCode);
      if (!actors.has('complainant')) throw new AppError('forbidden', 'codes are for the complainant');
      const given = parseDigits(request.code);
      const tried = await tryCodes(intake, row, given, now, session);
      const right = tried.find(({ verdict }) => verdict === 'right');
      if (right === undefined) return tried.map(({ verdict }) => verdict);
      const member = memberOf[right.way];
      const confirmed = { ...row.contactConfirmed, [member]: now };
      // Given again, for instance because the answer was lost, it confirms nothing anew.
      if (row.contactConfirmed?.[member] !== undefined) return { contact: contactStatus(row) };
      auditAside(session, row, {
        at: now,
        caller: call.caller,
        action: 'confirm-contact',
        facts: { way: right.way },
        set: { contactConfirmed: confirmed },
      });
      return { contact: contactStatus({ ...row, contactConfirmed: confirmed }) };
    });
    if (!Array.isArray(end)) return end;
    const worst = (['wrong', 'locked', 'expired'] as const).find((one) => end.includes(one)) ?? 'expired';
    throw invalidField('code', worst, refusals[worst]);
  };

/** Judges what was given by the code of each way; wrong tries are counted with the transaction unless one was right. */
async function tryCodes(
  { keyring, platform }: Intake,
  row: ComplaintRow,
  given: string,
  now: Date,
  session: ClientSession,
) {
  const person = openComplainant(keyring, row);
  const tried = [];
  for (const way of ways) {
    const contact = person?.[memberOf[way]] ?? '';
    if (contact === '') continue;
    const key = { caseId: row._id, way, purpose: 'confirmation' } as const;
    const code = await codeOf({ platform }, row, key, session);
    const counted = historyOf(keyring, way, contact);
    const history = await readHistory(platform.mongo, counted, now, session);
    const right = (nonce: string): boolean => sameDigits(given, digitsOf(keyring, key, nonce));
    tried.push({ way, key, code, counted, history, verdict: judgeCode(code, history, now, right) });
  }
  if (tried.some(({ verdict }) => verdict === 'right')) return tried;
  for (const { key, code, counted, history, verdict } of tried) {
    if (verdict !== 'wrong' || code === undefined) continue;
    writeCode(session, key, { ...code, wrong: code.wrong + 1 }, platform.clock.system());
    writeHistory(session, counted, { ...history, wrong: [...history.wrong, now] }, platform.clock.system());
  }
  return tried;
}
