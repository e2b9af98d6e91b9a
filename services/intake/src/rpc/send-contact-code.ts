import { AppError, failpoint, invalidField, type RpcCall } from '@jamaa/kit';
import type { SendContactCodeRequest, SendContactCodeResponse } from '@jamaa/proto/intake/v1/intake';
import type { Intake } from '../context.ts';
import { mayNotSendUntil, nextCode, ways } from '../domain/one-time-code.ts';
import { notInTraining } from '../domain/training.ts';
import { readHistory, writeCode, writeHistory } from '../store/contact-codes.ts';
import { findByReference } from './get.ts';
import { codeOf, historyOf, memberOf, newNonce, tellOfCode, withNewRows } from './one-time-codes.ts';
import { openComplainant, standing } from './people.ts';

/**
 * Sends the complainant a one-time code. The one still alive goes again, so that two messages never disagree.
 * @throws AppError `rate-limited` with the seconds to wait
 */
export const sendContactCode =
  (intake: Intake) =>
  async (request: SendContactCodeRequest, call: RpcCall): Promise<SendContactCodeResponse> => {
    const { keyring, platform } = intake;
    const row = await findByReference(intake, request.reference);
    const grants = await intake.grantsOf(call.caller);
    const { actors } = standing(keyring, row, call.caller, grants, request.trackingCode);
    if (!actors.has('complainant')) throw new AppError('forbidden', 'codes are for the complainant');
    notInTraining(row, 'a code');
    const way = ways.find((one) => one === request.way);
    if (way === undefined) throw invalidField('way', 'unknown', `one of ${ways.join(', ')}`);
    const contact = openComplainant(keyring, row)?.[memberOf[way]] ?? '';
    if (contact === '') throw invalidField('way', 'no-contact', `the case has no ${memberOf[way]}`);
    if (row.contactConfirmed?.[memberOf[way]] !== undefined)
      throw new AppError('command-not-allowed', 'it is confirmed already');
    const key = { caseId: row._id, way, purpose: 'confirmation' } as const;
    const counted = historyOf(keyring, way, contact);
    const nonce = newNonce();
    const now = platform.clock.now();
    const sent = await withNewRows(intake, counted, async (session) => {
      const [code, history] = [
        await codeOf(intake, row, key, session),
        await readHistory(platform.mongo, counted, now, session),
      ];
      const until = mayNotSendUntil(code, history, now);
      if (until !== undefined) return { until };
      const next = nextCode(code, nonce, now);
      writeCode(session, key, next, platform.clock.system());
      writeHistory(session, counted, { ...history, sends: [...history.sends, now] }, platform.clock.system());
      tellOfCode(session, row, key, now);
      return { expiresAt: next.expiresAt };
    });
    if (sent.until !== undefined) {
      const retryAfter = Math.ceil((sent.until.getTime() - now.getTime()) / 1_000);
      throw new AppError('rate-limited', `the next code can be sent in ${retryAfter} seconds`, { retryAfter });
    }
    failpoint('intake.after-commit');
    platform.relay.poke();
    return { expiresAt: sent.expiresAt };
  };
