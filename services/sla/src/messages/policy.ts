import type { Delay } from '@jamaa/deadlines';
import { invalidField } from '@jamaa/kit';
import { Policy } from '@jamaa/proto/sla/v1/sla';
import { levels } from '../domain/clock.ts';
import { type AddedPolicy, policyKinds } from '../domain/policies/added.ts';

export const policyMessage = ({ delay, ladder, daysBefore, shares, ...row }: AddedPolicy): Policy =>
  Policy.fromPartial({
    ...row,
    daysBefore: [...daysBefore],
    shares: [...shares],
    delay: { ...delay, rollToWorkingDay: delay.rollToWorkingDay ?? false },
    ladder: [...ladder],
  });

/** @throws AppError `validation-failed` naming the first field that is no word of the rules */
export function policyOf(policy: Policy): Omit<AddedPolicy, 'id'> {
  const { organisation, category, daysBefore, shares, validFrom, source } = policy;
  const kind = policyKinds.find((one) => one === policy.kind);
  if (kind === undefined) throw invalidField('kind', 'unknown', `one of ${policyKinds.join(', ')}`);
  const ladder = policy.ladder.map(({ level: name, afterDays }, i) => {
    const level = levels.find((one) => one === name);
    if (level === undefined) throw invalidField(`ladder.${i}.level`, 'unknown', `one of ${levels.join(', ')}`);
    return { level, afterDays };
  });
  return { ...{ kind, organisation, category, daysBefore, shares, ladder, validFrom, source }, delay: delayOf(policy) };
}

function delayOf({ delay }: Policy): Delay {
  if (delay === undefined) throw invalidField('delay', 'required', 'a delay is required');
  const { amount, unit, rollToWorkingDay } = delay;
  if (unit !== 'calendar-day' && unit !== 'working-day')
    throw invalidField('delay.unit', 'unknown', 'must be calendar-day or working-day');
  return { amount, unit, ...(rollToWorkingDay ? { rollToWorkingDay } : {}) };
}
