import { appendEvents, type EventHandler, encodeEvent, invalidField, onAll, type Platform, writesOf } from '@jamaa/kit';
import { intakeEvents, routingEvents } from '@jamaa/proto/catalog';
import type { ComplaintSnapshot } from '@jamaa/proto/intake/v1/complaint';
import { ComplaintRouted } from '@jamaa/proto/routing/v1/events';
import { resolve } from '../domain/resolve.ts';
import { decisionMessage } from '../messages.ts';
import { type DecisionRow, decidedAmong, decisionCollection } from '../store/decisions.ts';
import type { RuleBook } from '../store/rule-book.ts';
import type { RoutingMetrics } from '../telemetry.ts';
import { requestOf } from './request-of.ts';

/**
 * Decides about new complaints: the decision with its trace, and the event that tells it, in the transaction of the inbox.
 * Both are dated by the event answered, for a transaction may run twice; the real delay is in the metrics.
 */
export const onSubmitted = (platform: Platform, book: RuleBook, metrics: RoutingMetrics): EventHandler =>
  onAll([intakeEvents.submitted], async (received, { session, afterCommit }) => {
    const asked = received.map((event) => ({ event, complaint: complaintOf(event.data) }));
    // The inbox forgets after its retention, a requeue passes it by: the decision itself is the last guard.
    const decided = await decidedAmong(
      platform.mongo,
      session,
      asked.map(({ complaint }) => complaint.id),
    );
    const writes = writesOf(session);
    for (const { event, complaint } of asked) {
      if (decided.has(complaint.id)) continue;
      decided.add(complaint.id);
      const row = decide(book, complaint, event.time);
      const head = { type: 'complaint', id: complaint.id, version: 0 };
      const routed = encodeEvent(routingEvents.routed, routedOf(row));
      appendEvents(session, head, [routed], event.time, event.traceparent);
      writes.insert(decisionCollection, [row]);
      afterCommit(() => {
        const delay = (platform.clock.now().getTime() - event.time.getTime()) / 1_000;
        metrics.decided(row.decision.outcome, delay);
      });
    }
    afterCommit(() => platform.relay.poke());
  });

function complaintOf({ complaint }: { complaint?: ComplaintSnapshot | undefined }): ComplaintSnapshot {
  if (complaint === undefined) throw invalidField('complaint', 'required', 'the event says nothing of a complaint');
  return complaint;
}

function decide(book: RuleBook, complaint: ComplaintSnapshot, decidedAt: Date): DecisionRow {
  const { rules, version: ruleSetVersion } = book.current;
  const request = requestOf(complaint);
  return {
    _id: complaint.id,
    reference: complaint.reference,
    complaintVersion: complaint.version,
    version: 1,
    ruleSetVersion,
    request,
    decision: resolve(rules, request),
    decidedAt,
  };
}

const routedOf = (row: DecisionRow): ComplaintRouted =>
  ComplaintRouted.fromPartial({
    complaintId: row._id,
    reference: row.reference,
    complaintVersion: row.complaintVersion,
    decision: decisionMessage(row.decision),
  });
