import { invalidField } from '@jamaa/kit';
import { type ListPoliciesRequest, ListPoliciesResponse, Policy } from '@jamaa/proto/sla/v1/sla';
import type { AddedPolicy } from '../domain/policies/added.ts';
import { seedRows } from '../domain/policies/seed-rows.ts';
import { rulesRow } from '../store/rule-rows.ts';
import { type Deps, territoryOf } from './deps.ts';

/** All dated rows, national ones and those of one organisation, oldest first. Rules are public: for anybody. */
export const listPolicies =
  (deps: Deps) =>
  async ({ organisation }: ListPoliciesRequest): Promise<ListPoliciesResponse> => {
    if (organisation.length > 100) throw invalidField('organisation', 'too-long', 'at most 100 characters');
    if (organisation !== '') await territoryOf(deps, organisation);
    const { policies } = await deps.ruleBook.current();
    const added = policies.added.filter((row) => row.organisation === '' || row.organisation === organisation);
    const state = await rulesRow(deps.platform.mongo);
    return ListPoliciesResponse.fromPartial({
      policies: [...seedRows(deps.base.policies), ...added].map(policyMessage),
      version: state?.policies ?? 0,
    });
  };

export const policyMessage = ({ delay, ladder, daysBefore, shares, ...row }: AddedPolicy): Policy =>
  Policy.fromPartial({
    ...row,
    daysBefore: [...daysBefore],
    shares: [...shares],
    delay: { ...delay, rollToWorkingDay: delay.rollToWorkingDay ?? false },
    ladder: [...ladder],
  });
