import { gone, type KnownBody } from './known-bodies.ts';
import type { RoutingDecision, RoutingRequest } from './resolve.ts';

/**
 * A decision as it can stand today: where the body or unit that leads is gone from the directory, the commune's gestionnaire
 * qualifies, and the trace says why. Confidential cases stay where they are: nobody else may have them.
 */
export function standing(
  decision: RoutingDecision,
  request: RoutingRequest,
  body: Pick<KnownBody, 'units' | 'validTo'> | undefined,
  now: Date,
): RoutingDecision {
  if (decision.outcome !== 'assigned') return decision;
  const reason = gone(decision.organisation, decision.unit, body, now);
  if (reason === undefined) return decision;
  return {
    ...decision,
    outcome: 'qualification',
    organisation: `commune:${request.place.commune}`,
    unit: '',
    trace: [...decision.trace, { ruleId: 'body-gone', matched: true, ...reason }],
  };
}
