import { AppError, invalidField, type Platform, type RpcCall } from '@jamaa/kit';
import { Clock, type GetClocksRequest, type GetClocksResponse } from '@jamaa/proto/sla/v1/sla';
import { clockKinds } from '../domain/clock.ts';
import { explanationOf } from '../domain/explanation.ts';
import type { Rules } from '../domain/policies/rules.ts';
import { type ClockRow, clockRows } from '../store/clock-rows.ts';

/**
 * The clocks of one complaint, by id or by reference. For services, and for signed-in people whom intake has let see the case:
 * the gateway asks intake first. It tells dates only, nothing of the case or of people.
 */
export const getClocks =
  (platform: Platform, rules: Rules) =>
  async ({ complaintId, reference }: GetClocksRequest, { caller }: RpcCall): Promise<GetClocksResponse> => {
    if (caller.kind === 'anonymous') throw new AppError('forbidden', 'sign in to see the clocks of a complaint');
    if ((complaintId === '') === (reference === '')) {
      throw invalidField('complaint_id', 'required', 'give either complaint_id or reference');
    }
    const rows = await clockRows(platform.mongo)
      .find(complaintId === '' ? { reference } : { complaintId })
      .toArray();
    if (rows.length === 0) throw new AppError('not-found', 'no clocks of such a complaint');
    rows.sort((a, b) => clockKinds.indexOf(a.kind) - clockKinds.indexOf(b.kind));
    return { clocks: rows.map((row) => toMessage(row, rules)) };
  };

function toMessage(row: ClockRow, rules: Rules): Clock {
  const { complaintId, reference, kind, dueAt, state, breachedAt, level = '' } = row;
  const explanation = explanationOf(row, rules);
  return Clock.fromPartial({ complaintId, reference, kind, dueAt, state, explanation, breachedAt, level });
}
