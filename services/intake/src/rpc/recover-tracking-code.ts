import { invalidField, type RpcCall } from '@jamaa/kit';
import type { RecoverTrackingCodeRequest, RecoverTrackingCodeResponse } from '@jamaa/proto/intake/v1/intake';
import type { Intake } from '../context.ts';
import { judgeCode } from '../domain/one-time-code.ts';
import { auditAside } from '../store/complaints.ts';
import { readCode, readHistory, writeCode, writeHistory } from '../store/contact-codes.ts';
import { digitsOf, memberOf, parseDigits, sameDigits, withNewRows } from './one-time-codes.ts';
import { claimedOf, match, noSooner } from './recovery.ts';
import { hashTrackingCode, newTrackingCode } from './tracking-code.ts';

/**
 * A new tracking code for the one-time code that was sent; the old one is dead, and the contact is confirmed by it.
 * @throws AppError `validation-failed` naming `code`, the same for every reason
 */
export const recoverTrackingCode =
  (intake: Intake) =>
  async (request: RecoverTrackingCodeRequest, { caller }: RpcCall): Promise<RecoverTrackingCodeResponse> => {
    const claimed = claimedOf(request);
    const given = parseDigits(request.code);
    const { keyring, platform } = intake;
    const trackingCode = newTrackingCode();
    const now = platform.clock.now();
    const system = platform.clock.system();
    const recovered = await noSooner(() =>
      withNewRows(intake, claimed.reference, async (session) => {
        const { row, key, counted } = await match(intake, claimed, session);
        const code = await readCode(platform.mongo, key, session);
        const history = await readHistory(platform.mongo, counted, now, session);
        const right = (nonce: string): boolean => sameDigits(given, digitsOf(keyring, key, nonce)) && row !== undefined;
        const verdict = judgeCode(code, history, now, right);
        if (code !== undefined && verdict === 'wrong') {
          writeCode(session, key, { ...code, wrong: code.wrong + 1 }, system);
          writeHistory(session, counted, { ...history, wrong: [...history.wrong, now] }, system);
        }
        if (code === undefined || verdict !== 'right' || row === undefined) return false;
        writeCode(session, key, { ...code, spent: true }, system);
        const member = memberOf[claimed.way];
        auditAside(session, row, {
          at: now,
          caller,
          action: 'recover-tracking-code',
          facts: { way: claimed.way },
          set: {
            trackingHash: hashTrackingCode(keyring, trackingCode),
            // The one that the cell before knows is dead as well.
            trackingElsewhere: false,
            contactConfirmed: { ...row.contactConfirmed, [member]: row.contactConfirmed?.[member] ?? now },
          },
        });
        return true;
      }),
    );
    if (!recovered)
      throw invalidField('code', 'wrong', 'wrong, expired or used, or reference and contact do not belong together');
    return { reference: claimed.reference, trackingCode };
  };
