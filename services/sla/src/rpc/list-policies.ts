import { invalidField } from '@jamaa/kit';
import { type ListPoliciesRequest, ListPoliciesResponse } from '@jamaa/proto/sla/v1/sla';
import { seedRows } from '../domain/policies/seed-rows.ts';
import { policyMessage } from '../messages/policy.ts';
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
