import { type EncodedEvent, encodeEvent } from '@jamaa/kit';
import { slaEvents } from '@jamaa/proto/catalog';
import type { ClockSnapshot } from '@jamaa/proto/sla/v1/sla';
import type { Clock } from '../domain/clock.ts';
import type { Outcome } from '../domain/firing.ts';

/** The event that tells the outcome of a step; `clock` is the clock as it stood when the step fired. */
export function eventOf(clock: Clock, outcome: Outcome): EncodedEvent {
  const snapshot = snapshotOf(clock);
  const accountIds = [...outcome.accountIds];
  switch (outcome.type) {
    case 'warned':
      return encodeEvent(slaEvents.warned, { clock: snapshot, rule: outcome.rule, accountIds });
    case 'breached':
      return encodeEvent(slaEvents.breached, { clock: snapshot, breachedAt: outcome.breachedAt, accountIds });
    case 'escalated': {
      const { level, organisation, vacant } = outcome;
      const event = { clock: snapshot, level, toOrganisation: organisation, accountIds, vacantLevels: [...vacant] };
      return encodeEvent(slaEvents.escalated, event);
    }
  }
}

function snapshotOf(clock: Clock): ClockSnapshot {
  const { complaintId, reference, kind, dueAt, about } = clock;
  const { organisation, unit, category, communeCode, handler } = about;
  return { complaintId, reference, kind, dueAt, organisation, unit, category, communeCode, handler };
}
