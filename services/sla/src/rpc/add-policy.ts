import { localDateOf } from '@jamaa/deadlines';
import { callerKey, invalidField, type RpcCall } from '@jamaa/kit';
import type { AddPolicyRequest, AddPolicyResponse } from '@jamaa/proto/sla/v1/sla';
import { NATIONAL } from '../domain/calendar/content.ts';
import { checkedPolicy } from '../domain/policies/added.ts';
import { policyMessage, policyOf } from '../messages/policy.ts';
import { writePolicy } from '../store/write-policy.ts';
import { sourceOf } from './change-calendar.ts';
import { administers, type Deps } from './deps.ts';

/** Adds one dated row of the rules. Clocks that have started keep theirs. */
export const addPolicy =
  (deps: Deps) =>
  async ({ policy, expectedVersion }: AddPolicyRequest, call: RpcCall): Promise<AddPolicyResponse> => {
    if (policy === undefined) throw invalidField('policy', 'required', 'a policy is required');
    await administers(deps, policy.organisation === '' ? NATIONAL : policy.organisation, call);
    const { platform, ruleBook } = deps;
    const rules = await ruleBook.current();
    const now = platform.clock.now();
    const row = checkedPolicy(
      { ...policyOf(policy), source: sourceOf(policy.source) },
      rules.policies,
      localDateOf(now, rules.calendar),
    );
    const version = await writePolicy(platform.mongo, {
      ...{ row, expectedVersion, at: now, actor: callerKey(call.caller) },
      generation: deps.base.calendar.version,
    });
    platform.relay.poke();
    return { policy: policyMessage(row), version };
  };
