import type { EventType } from '@jamaa/kit';
import type { JournalEvent } from '@jamaa/proto/platform/v1/platform';
import type { CaseEvent } from '../domain/figures.ts';
import { clockEvents, toldBySla } from '../events/clock.ts';
import { complaintEvents, type Told, toldByIntake } from '../events/complaint.ts';
import type { Publishing } from './journals.ts';

/** The legal clock of a complaint in sla's journal. */
export const legalClock = (complaintId: string): string => `${complaintId}/legal`;

/** All that a cell's journals tell of a case now, in the order of each. @throws what the journals answer, or as the handlers do */
export async function historyOf(
  cell: string,
  complaintId: string,
  { intake, sla }: { readonly intake: Publishing; readonly sla: Publishing },
): Promise<CaseEvent[]> {
  const complaint = await eventsOf(intake, complaintId, complaintEvents);
  const clock = await eventsOf(sla, legalClock(complaintId), clockEvents);
  return [...complaint.map((event) => toldByIntake(cell, event)), ...clock.flatMap((event) => toldBySla(cell, event))];
}

async function eventsOf<T>(
  { journal }: Publishing,
  aggregateId: string,
  known: readonly EventType<T>[],
): Promise<Told<T>[]> {
  const codecs = new Map(known.map(({ type, codec }) => [type, codec]));
  const read = ({ type, aggregateVersion, time, data }: JournalEvent): Told<T>[] => {
    const codec = codecs.get(type);
    return codec === undefined
      ? []
      : [{ type, version: aggregateVersion, time: time ?? new Date(0), data: codec.decode(data) }];
  };
  const events: Told<T>[] = [];
  for (let cursor = ''; ; ) {
    const types = [...codecs.keys()];
    const page = await journal.call('replay', { cursor, types, aggregateId, limit: 0, withoutData: false }, 30_000);
    events.push(...page.events.flatMap(read));
    cursor = page.nextCursor;
    if (page.end) return events;
  }
}
