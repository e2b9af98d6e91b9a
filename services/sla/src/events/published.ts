import { type EncodedEvent, encodeEvent } from '@jamaa/kit';
import { slaEvents } from '@jamaa/proto/catalog';
import type { ClockSnapshot } from '@jamaa/proto/sla/v1/sla';
import type { Clock } from '../domain/clock.ts';
import type { Outcome } from '../domain/firing.ts';
import type { Rescheduled } from '../domain/rescheduled.ts';

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

/** The event that tells of another due date. */
export const rescheduledEvent = (clock: Clock, told: Rescheduled): EncodedEvent =>
  encodeEvent(slaEvents.rescheduled, {
    clock: snapshotOf(clock),
    previousDueAt: told.previousDueAt,
    explanation: { ...told.explanation, zgh: '' },
    movement: { ...told.movement, zgh: '' },
    dayMoved: told.dayMoved,
    calendarVersion: told.calendarVersion,
  });

function snapshotOf(clock: Clock): ClockSnapshot {
  const { complaintId, reference, kind, dueAt, about } = clock;
  const { organisation, unit, category, communeCode, handler } = about;
  const training = about.training === true;
  return { complaintId, reference, kind, dueAt, organisation, unit, category, communeCode, handler, training };
}
