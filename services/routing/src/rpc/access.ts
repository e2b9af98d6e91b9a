import { AppError, type RpcCall } from '@jamaa/kit';
import { alwaysConfidential } from '../domain/categories.ts';
import type { DecisionRow } from '../store/decisions.ts';
import type { Deps } from './deps.ts';

/**
 * A decision says who holds a case. Services read it, and members of the staff whom intake has let see the case: the gateway asks
 * intake first. A confidential one is told only to those of the body it went to: at IGAT all, at a gouverneur's the unit.
 * @throws AppError `forbidden`, and `not-found` for what must not even be known to exist
 */
export async function mayExplain({ directory, platform }: Deps, call: RpcCall, row: DecisionRow): Promise<void> {
  const { caller } = call;
  if (caller.kind === 'service') return;
  const { request, decision } = row;
  const grants = caller.kind === 'account' ? await directory.grantsOf(caller.subject, platform.clock.now()) : [];
  if (!(request.confidential || alwaysConfidential(request.category))) {
    if (grants.length === 0) throw new AppError('forbidden', 'decisions are explained to the staff');
    return;
  }
  const { organisation, unit } = decision;
  const inside = grants.some(
    (grant) => grant.organisation === organisation && (organisation === 'igat' || grant.unit === unit),
  );
  if (!inside) throw nothingDecided();
}

export const nothingDecided = (): AppError => new AppError('not-found', 'no decision about this complaint');

/** Rules are no secret among those who are signed in. */
export function signedIn(call: RpcCall): void {
  if (call.caller.kind === 'anonymous') throw new AppError('forbidden', 'rules are shown to signed-in callers');
}
