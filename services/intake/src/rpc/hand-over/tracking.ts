import { AppError, inTransaction, isAppError, type RpcCall } from '@jamaa/kit';
import type { CheckTrackingCodeRequest, CheckTrackingCodeResponse } from '@jamaa/proto/intake/v1/intake';
import type { Intake } from '../../context.ts';
import { parseReference } from '../../domain/reference.ts';
import type { ComplaintRow } from '../../store/complaint-row.ts';
import { auditAside, complaintRows } from '../../store/complaints.ts';
import { opensWith } from '../people.ts';
import { hashTrackingCode } from '../tracking-code.ts';
import { callingCell } from './accept.ts';

const PATIENCE_MS = 2_000;

/** Whether a tracking code is the one of a case that went to the calling cell; of any other case nothing is told. */
export const checkTrackingCode =
  (intake: Intake) =>
  async ({ reference, trackingCode }: CheckTrackingCodeRequest, call: RpcCall): Promise<CheckTrackingCodeResponse> => {
    const cell = callingCell(call.caller);
    const row = await complaintRows(intake.platform.mongo).findOne({ reference });
    if (row?.handedOver?.region !== cell) return { valid: false };
    return { valid: opensWith(intake.keyring, row, trackingCode) || (await learnt(intake, row, trackingCode)) };
  };

interface Tracked {
  readonly reference: string;
  readonly trackingCode: string;
}

/**
 * Lets the tracking code of a case that came from another cell open it. It is kept as a hash under the key of that cell, which alone can
 * say whether a code is right; asked once, the answer is kept as a hash under the own key. A call that opens nothing is what asks: any
 * other one pays nothing for it.
 * @throws AppError `unavailable` while the other cell is out of reach, what `method` throws otherwise
 */
export const learningTrackingCode =
  <Q extends Tracked, A>(intake: Intake, method: (request: Q, call: RpcCall) => Promise<A>) =>
  async (request: Q, call: RpcCall): Promise<A> => {
    try {
      return await method(request, call);
    } catch (error) {
      if (request.trackingCode === '' || !isAppError(error) || error.code !== 'not-found') throw error;
      const reference = parseReference(request.reference);
      const row = reference && (await complaintRows(intake.platform.mongo).findOne({ reference }));
      if (!row || !(await learnt(intake, row, request.trackingCode))) throw error;
      return method(request, call);
    }
  };

async function learnt(intake: Intake, row: ComplaintRow, trackingCode: string): Promise<boolean> {
  const { cells, keyring, platform } = intake;
  const from = row.handedOverFrom;
  if (row.trackingElsewhere !== true || from === undefined || !cells.known.has(from.cell)) return false;
  const { valid } = await cells
    .at(from.cell)
    .call('checkTrackingCode', { reference: from.reference, trackingCode }, PATIENCE_MS)
    .catch((cause: unknown) => {
      throw new AppError('unavailable', 'the cell that this case came from is out of reach', { cause });
    });
  if (!valid) return false;
  await inTransaction(platform.mongo, async (session) => {
    const now = await complaintRows(platform.mongo).findOne({ _id: row._id }, { session });
    // A code that was recovered meanwhile is the only one.
    if (now === null || now.trackingElsewhere !== true) return;
    auditAside(session, now, {
      at: platform.clock.now(),
      caller: { kind: 'cell', cell: from.cell, service: 'intake' },
      action: 'tracking-code-learnt',
      set: { trackingHash: hashTrackingCode(keyring, trackingCode), trackingElsewhere: false },
    });
  });
  return true;
}
