import { AppError, invalidField, type Platform, type RpcCall } from '@jamaa/kit';
import { Clock, type GetClocksRequest, type GetClocksResponse } from '@jamaa/proto/sla/v1/sla';
import { clockKinds } from '../domain/clock.ts';
import { explanationOf } from '../domain/explanation.ts';
import type { Rules } from '../domain/policies/rules.ts';
import { deadlineOf, policyOf, stepsOf } from '../domain/schedule.ts';
import { type ClockRow, clockRows } from '../store/clock-rows.ts';
import type { RuleBook } from '../store/rule-book.ts';

/**
 * The clocks of one complaint, by id or by reference. For services, and for signed-in people whom intake has let see the case:
 * the gateway asks intake first. It tells dates only, nothing of the case or of people.
 */
export const getClocks =
  (platform: Platform, ruleBook: RuleBook) =>
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
    const rules = await ruleBook.current();
    return { clocks: rows.map((row) => toMessage(row, rules)) };
  };

function toMessage(row: ClockRow, rules: Rules): Clock {
  const { complaintId, reference, kind, dueAt, state, breachedAt, startedAt, policy, level = '' } = row;
  return Clock.fromPartial({
    ...{ complaintId, reference, kind, dueAt, state, breachedAt, startedAt, policy, level },
    explanation: explanationOf(row, rules),
    source: policyOf(row, rules).source,
    warnings: warningsOf(row, rules),
    pauses: row.pauses.map(({ from, to }) => ({
      from: new Date(from),
      ...(to === undefined ? {} : { to: new Date(to) }),
    })),
    uncounted: uncountedOf(row, rules),
    delay: {
      amount: row.delay.amount,
      unit: row.delay.unit,
      rollToWorkingDay: row.delay.rollToWorkingDay ?? false,
    },
  });
}

const warningsOf = (row: ClockRow, rules: Rules): Clock['warnings'] =>
  row.dueAt === undefined
    ? []
    : stepsOf(row, row.dueAt, rules).flatMap((step) =>
        step.kind === 'warning'
          ? [{ rules: [...step.covers], at: step.at, passed: row.passed.includes(step.key) }]
          : [],
      );

/** The days of the delay's unit that were left out, by why. */
const uncountedOf = (row: ClockRow, rules: Rules): Clock['uncounted'] =>
  deadlineOf(row, rules).steps.flatMap((step): Clock['uncounted'] => {
    switch (step.kind) {
      case 'holiday':
        return [{ from: step.from, to: step.to, days: step.days, why: 'holiday', name: { ...step.name, zgh: '' } }];
      case 'weekend':
        return [
          {
            from: '',
            to: '',
            days: step.days,
            why: 'weekend',
            name: { ar: 'عطلة نهاية الأسبوع', fr: 'Week-ends', zgh: '' },
          },
        ];
      case 'pause':
        return step.ranges.map(({ from, to }, i) => ({
          from,
          to,
          days: i === 0 ? step.days : 0,
          why: 'pause',
          name: { ar: 'في انتظار المعطيات التكميلية', fr: 'Dans l’attente du complément', zgh: '' },
        }));
      default:
        return [];
    }
  });
