import {
  appendEvents,
  type DirectoryCopy,
  type EventHandler,
  encodeEvent,
  epochIn,
  invalidField,
  onAll,
  type Platform,
  versionAfter,
  writesOf,
} from '@jamaa/kit';
import { intakeEvents, routingEvents } from '@jamaa/proto/catalog';
import type { ComplaintSnapshot } from '@jamaa/proto/intake/v1/complaint';
import { ComplaintRouted } from '@jamaa/proto/routing/v1/events';
import type { KnownBody } from '../domain/known-bodies.ts';
import { resolve } from '../domain/resolve.ts';
import { standing } from '../domain/standing.ts';
import { decisionMessage } from '../messages.ts';
import { type DecisionRow, decidedAmong, decisionCollection, scopesOf } from '../store/decisions.ts';
import type { RuleBook } from '../store/rule-book.ts';
import type { RoutingMetrics } from '../telemetry.ts';
import { requestOf } from './request-of.ts';

/** The directory as decisions need it: one organisation at a time, out of memory. */
export type Bodies = Pick<DirectoryCopy, 'organisation' | 'check'>;

/**
 * Decides about complaints that are new, and anew about those whose category or place a person has corrected: the decision with its
 * trace, and the event that tells it, in the transaction of the inbox. Both are dated by the event answered, for a transaction may
 * run twice; the real delay is in the metrics.
 */
export const onClassified = (
  platform: Platform,
  book: RuleBook,
  bodies: Bodies,
  metrics: RoutingMetrics,
): EventHandler =>
  onAll<{ complaint?: ComplaintSnapshot | undefined }>(
    [intakeEvents.submitted, intakeEvents.reclassified] as never,
    async (received, { session, afterCommit }) => {
      const asked = received.map((event) => ({ event, complaint: complaintOf(event.data) }));
      // The inbox forgets after its retention, a requeue passes it by: the decision itself is the last guard.
      const decided = await decidedAmong(
        platform.mongo,
        session,
        asked.map(({ complaint }) => complaint.id),
      );
      const writes = writesOf(session);
      for (const { event, complaint } of asked) {
        // A training case is placed by its training body; no rule, trial or suggestion knows of it.
        if (complaint.training) continue;
        // A case of another register whose body is known was decided there.
        if (
          event.type === intakeEvents.submitted.type &&
          complaint.importedAt !== undefined &&
          complaint.organisation !== ''
        )
          continue;
        const before = decided.get(complaint.id);
        if (before !== undefined && complaint.version <= before.complaintVersion) continue;
        const version = versionAfter(before?.version ?? 0, epochIn(session));
        const decision = { ...(await decide(book, bodies, complaint, event.time)), version };
        const head = { type: 'complaint', id: complaint.id, version: before?.version ?? 0 };
        const routed = encodeEvent(routingEvents.routed, routedOf(decision));
        const { lastEventId = '' } = appendEvents(
          session,
          { ...head, lastEventId: before?.lastEventId },
          [routed],
          event.time,
          event.traceparent,
        );
        const row = { ...decision, lastEventId };
        if (before === undefined) writes.insert(decisionCollection, [row]);
        else writes.replace(decisionCollection, row);
        decided.set(complaint.id, row);
        afterCommit(() => {
          const delay = (platform.clock.now().getTime() - event.time.getTime()) / 1_000;
          metrics.decided(row.decision.outcome, delay);
          if (row.decision.trace.at(-1)?.ruleId === 'body-gone') metrics.bodyGone();
        });
      }
      afterCommit(() => platform.relay.poke());
    },
  );

function complaintOf({ complaint }: { complaint?: ComplaintSnapshot | undefined }): ComplaintSnapshot {
  if (complaint === undefined) throw invalidField('complaint', 'required', 'the event says nothing of a complaint');
  return complaint;
}

async function decide(
  book: RuleBook,
  bodies: Bodies,
  complaint: ComplaintSnapshot,
  decidedAt: Date,
): Promise<Omit<DecisionRow, 'version' | 'lastEventId'>> {
  const { rules, version: ruleSetVersion } = book.current;
  const request = requestOf(complaint);
  const resolved = resolve(rules, request);
  // As long as the copy is not whole, a body that is not in it may exist all the same.
  const decision =
    bodies.check().state === 'ok'
      ? standing(resolved, request, await bodyOf(bodies, resolved.organisation), decidedAt)
      : resolved;
  return {
    _id: complaint.id,
    reference: complaint.reference,
    complaintVersion: complaint.version,
    ruleSetVersion,
    request,
    decision,
    decidedAt,
    scopes: scopesOf(request),
  };
}

async function bodyOf(bodies: Bodies, id: string): Promise<Pick<KnownBody, 'units' | 'validTo'> | undefined> {
  const found = await bodies.organisation(id);
  return found && { units: found.units.map(({ code }) => code), validTo: found.validTo };
}

const routedOf = (row: DecisionRow): ComplaintRouted =>
  ComplaintRouted.fromPartial({
    complaintId: row._id,
    reference: row.reference,
    complaintVersion: row.complaintVersion,
    decision: decisionMessage(row.decision),
  });
