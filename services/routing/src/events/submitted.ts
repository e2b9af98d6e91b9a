import { appendEvents, type Effect, type EventHandler, encodeEvent, invalidField, on, type Platform } from '@jamaa/kit';
import { intakeEvents, routingEvents } from '@jamaa/proto/catalog';
import { ComplaintRouted } from '@jamaa/proto/routing/v1/events';
import { resolve } from '../domain/resolve.ts';
import { decisionMessage } from '../messages.ts';
import { insertDecision, isDecided } from '../store/decisions.ts';
import type { RuleBook } from '../store/rule-book.ts';
import type { RoutingMetrics } from '../telemetry.ts';
import { requestOf } from './request-of.ts';

/**
 * Decides about a new complaint: the decision with its trace, and the event that tells it, in the transaction of the inbox.
 * Both are dated by the event answered, for a transaction may run twice; the real delay is in the metrics.
 */
export const onSubmitted = (platform: Platform, book: RuleBook, metrics: RoutingMetrics): EventHandler =>
  on(intakeEvents.submitted, async (event, { session, afterCommit }: Effect) => {
    const { complaint } = event.data;
    if (complaint === undefined) throw invalidField('complaint', 'required', 'the event says nothing of a complaint');
    // The inbox forgets after its retention, a requeue passes it by: the decision itself is the last guard.
    if (await isDecided(platform.mongo, session, complaint.id)) return;
    const { rules, version: ruleSetVersion } = book.current;
    const request = requestOf(complaint);
    const decision = resolve(rules, request);
    const routed = ComplaintRouted.fromPartial({
      complaintId: complaint.id,
      reference: complaint.reference,
      complaintVersion: complaint.version,
      decision: decisionMessage(decision),
    });
    const head = { type: 'complaint', id: complaint.id, version: 0 };
    const events = [encodeEvent(routingEvents.routed, routed)];
    const { version } = await appendEvents(platform.mongo, session, head, events, event.time);
    await insertDecision(platform.mongo, session, {
      _id: complaint.id,
      reference: complaint.reference,
      complaintVersion: complaint.version,
      version,
      ruleSetVersion,
      request,
      decision,
      decidedAt: event.time,
    });
    afterCommit(() => {
      platform.relay.poke();
      metrics.decided(decision.outcome, (platform.clock.now().getTime() - event.time.getTime()) / 1_000);
    });
  });
