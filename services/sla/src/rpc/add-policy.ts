import { type Delay, localDateOf } from '@jamaa/deadlines';
import { callerKey, invalidField, type RpcCall } from '@jamaa/kit';
import type { AddPolicyRequest, AddPolicyResponse, Policy } from '@jamaa/proto/sla/v1/sla';
import { NATIONAL } from '../domain/calendar/content.ts';
import { levels } from '../domain/clock.ts';
import { type AddedPolicy, checkedPolicy, policyKinds } from '../domain/policies/added.ts';
import { writePolicy } from '../store/write-policy.ts';
import { sourceOf } from './change-calendar.ts';
import { administers, type Deps } from './deps.ts';
import { policyMessage } from './list-policies.ts';

/** Adds one dated row of the rules. Clocks that have started keep theirs. */
export const addPolicy =
  (deps: Deps) =>
  async ({ policy, expectedVersion }: AddPolicyRequest, call: RpcCall): Promise<AddPolicyResponse> => {
    if (policy === undefined) throw invalidField('policy', 'required', 'a policy is required');
    await administers(deps, policy.organisation === '' ? NATIONAL : policy.organisation, call);
    const { platform, ruleBook } = deps;
    const rules = await ruleBook.current();
    const now = platform.clock.now();
    const row = checkedPolicy(rowOf(policy), rules.policies, localDateOf(now, rules.calendar));
    const version = await writePolicy(platform.mongo, {
      ...{ row, expectedVersion, at: now, actor: callerKey(call.caller) },
      generation: deps.base.calendar.version,
    });
    platform.relay.poke();
    return { policy: policyMessage(row), version };
  };

function rowOf(policy: Policy): Omit<AddedPolicy, 'id'> {
  const { organisation, category, daysBefore, shares, validFrom } = policy;
  const kind = policyKinds.find((one) => one === policy.kind);
  if (kind === undefined) throw invalidField('kind', 'unknown', `one of ${policyKinds.join(', ')}`);
  const ladder = policy.ladder.map(({ level: name, afterDays }, i) => {
    const level = levels.find((one) => one === name);
    if (level === undefined) throw invalidField(`ladder.${i}.level`, 'unknown', `one of ${levels.join(', ')}`);
    return { level, afterDays };
  });
  const source = sourceOf(policy.source);
  return { ...{ kind, organisation, category, daysBefore, shares, ladder, validFrom, source }, delay: delayOf(policy) };
}

function delayOf({ delay }: Policy): Delay {
  if (delay === undefined) throw invalidField('delay', 'required', 'a delay is required');
  const { amount, unit, rollToWorkingDay } = delay;
  if (unit !== 'calendar-day' && unit !== 'working-day')
    throw invalidField('delay.unit', 'unknown', 'must be calendar-day or working-day');
  return { amount, unit, ...(rollToWorkingDay ? { rollToWorkingDay } : {}) };
}
