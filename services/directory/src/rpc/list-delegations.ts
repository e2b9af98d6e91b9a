import type { RpcCall } from '@jamaa/kit';
import type { ListDelegationsRequest, ListDelegationsResponse } from '@jamaa/proto/directory/v1/directory';
import { bodyOf, delegationMessage, mayReadDelegations } from './delegating.ts';
import type { Deps } from './deps.ts';

/** Who signs, signed and will sign for a body by delegation or interim, the latest beginning first. */
export const listDelegations =
  (deps: Deps) =>
  async ({ organisation }: ListDelegationsRequest, call: RpcCall): Promise<ListDelegationsResponse> => {
    const body = await bodyOf(deps, organisation);
    await mayReadDelegations(deps, call, body);
    const people = await deps.accounts.allAt(body._id);
    const byId = new Map(people.map((row) => [row._id, row]));
    const delegations = people.flatMap((row) =>
      row.grants
        .filter((grant) => grant.organisation === body._id && grant.mandate !== undefined)
        .map((grant) => delegationMessage(deps, row, grant, byId.get(grant.mandate?.delegator ?? ''))),
    );
    return {
      delegations: delegations.sort((a, b) => (b.validFrom?.getTime() ?? 0) - (a.validFrom?.getTime() ?? 0)),
    };
  };
