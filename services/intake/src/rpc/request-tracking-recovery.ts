import { failpoint } from '@jamaa/kit';
import type { RequestTrackingRecoveryRequest, RequestTrackingRecoveryResponse } from '@jamaa/proto/intake/v1/intake';
import type { Intake } from '../context.ts';
import { mayNotSendUntil, nextCode } from '../domain/one-time-code.ts';
import { readCode, readHistory, writeCode, writeHistory } from '../store/contact-codes.ts';
import { newNonce, tellOfCode, withNewRows } from './one-time-codes.ts';
import { claimedOf, match, noSooner } from './recovery.ts';

/** Sends a code to the contact, if it is the one of that case and no limit is reached; the caller is never told which. */
export const requestTrackingRecovery =
  (intake: Intake) =>
  async (request: RequestTrackingRecoveryRequest): Promise<RequestTrackingRecoveryResponse> => {
    const claimed = claimedOf(request);
    const { platform } = intake;
    const nonce = newNonce();
    const now = platform.clock.now();
    await noSooner(() =>
      withNewRows(intake, claimed.reference, async (session) => {
        const { row, key, counted } = await match(intake, claimed, session);
        const code = await readCode(platform.mongo, key, session);
        const history = await readHistory(platform.mongo, counted, now, session);
        if (mayNotSendUntil(code, history, now) !== undefined) return;
        writeCode(session, key, nextCode(code, nonce, now), platform.clock.system());
        writeHistory(session, counted, { ...history, sends: [...history.sends, now] }, platform.clock.system());
        if (row !== undefined) tellOfCode(session, row, key, now);
      }),
    );
    failpoint('intake.after-commit');
    platform.relay.poke();
    return {};
  };
