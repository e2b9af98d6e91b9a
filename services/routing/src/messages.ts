import { toProtoEnum } from '@jamaa/kit';
import { RoutingDecision as DecisionMessage, type RoutingOutcome } from '@jamaa/proto/routing/v1/events';
import type { RoutingDecision } from './domain/resolve.ts';
import type { Rule } from './domain/rule.ts';

export const outcomeMessage = (outcome: Rule['outcome']): RoutingOutcome => toProtoEnum('ROUTING_OUTCOME', outcome);

/** A decision as the contract spells it. */
export const decisionMessage = (decision: RoutingDecision): DecisionMessage =>
  DecisionMessage.fromPartial({
    ...decision,
    outcome: outcomeMessage(decision.outcome),
    consulted: [...decision.consulted],
    trace: [...decision.trace],
  });
