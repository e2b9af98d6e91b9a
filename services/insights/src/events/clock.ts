import { AppError, type EventHandler, type EventType, onAll } from '@jamaa/kit';
import { slaEvents } from '@jamaa/proto/catalog';
import type { ClockSnapshot } from '@jamaa/proto/sla/v1/sla';
import type { Connection } from 'mongoose';
import type { ToldBySla } from '../domain/figures.ts';
import { CaseBook } from '../store/case-book.ts';
import type { Told } from './complaint.ts';

export interface AboutClock {
  readonly clock?: ClockSnapshot | undefined;
  readonly rule?: string;
  readonly breachedAt?: Date | undefined;
}

export const clockEvents = [
  slaEvents.warned,
  slaEvents.breached,
  slaEvents.rescheduled,
] as unknown as EventType<AboutClock>[];

/** What sla tells of legal clocks; internal targets and orders of documents are in no figure here. */
export const clockHandler = (connection: Connection, cell: string): EventHandler =>
  onAll(clockEvents, async (received, { session }) => {
    const events = received.flatMap((event) => toldBySla(cell, event));
    if (events.length === 0) return;
    const book = await CaseBook.open(connection, session, events);
    for (const event of events) book.apply(event);
    book.write();
  });

/** What one of sla's events tells of a case: nothing, or one thing. @throws AppError when it names no complaint */
export function toldBySla(cell: string, event: Told<AboutClock>): ToldBySla[] {
  const { clock } = event.data;
  if (clock === undefined || clock.complaintId === '')
    throw new AppError('validation-failed', 'clock.complaint_id is required');
  const what = whatOf(event, clock);
  if (clock.kind !== 'legal' || clock.training || what === undefined) return [];
  return [{ source: 'sla', cell, id: clock.complaintId, version: event.version, what }];
}

/** The managers' threshold (`T30`) tells the age of a case, not that its deadline comes near. */
const tellsAge = (rule: string): boolean => rule.startsWith('T');

function whatOf({ type, time, data }: Told<AboutClock>, clock: ClockSnapshot): ToldBySla['what'] | undefined {
  if (type === slaEvents.warned.type) return tellsAge(data.rule ?? '') ? undefined : { type: 'warned' };
  if (type === slaEvents.breached.type) return { type: 'breached', at: data.breachedAt ?? time };
  return { type: 'rescheduled', ahead: clock.dueAt !== undefined && clock.dueAt > time };
}
