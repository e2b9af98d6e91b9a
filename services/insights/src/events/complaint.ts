import { localDateOf, moroccoPublicCalendar } from '@jamaa/deadlines';
import { AppError, type EventHandler, type EventType, fromProtoEnum, onAll, type Received } from '@jamaa/kit';
import { intakeEvents } from '@jamaa/proto/catalog';
import type { ComplaintSnapshot } from '@jamaa/proto/intake/v1/complaint';
import { channels, kinds, states } from '@jamaa/proto/vocabulary';
import type { Connection } from 'mongoose';
import type { ToldByIntake } from '../domain/figures.ts';
import { CaseBook } from '../store/case-book.ts';

/** An event as a stream brings it, or a journal. */
export type Told<T> = Pick<Received<T>, 'type' | 'version' | 'time' | 'data'>;

export interface AboutComplaint {
  readonly complaint?: ComplaintSnapshot | undefined;
}

export const complaintEvents = Object.values(intakeEvents) as unknown as EventType<AboutComplaint>[];

/** All that intake tells of complaints: each carries the case after it, and figures ask no more. */
export const complaintHandler = (connection: Connection, cell: string): EventHandler =>
  onAll(complaintEvents, async (received, { session }) => {
    const events = received.map((event) => toldByIntake(cell, event));
    const book = await CaseBook.open(connection, session, events);
    for (const event of events) book.apply(event);
    book.write();
  });

const DAY_MS = 86_400_000;
const localDay = (at: Date): string => localDateOf(at, moroccoPublicCalendar);
const numberOf = (day: string): number => Date.parse(day) / DAY_MS;

/**
 * @throws RangeError for an enum value that this build does not know, AppError when the snapshot lacks what figures need: such an
 * event is parked, nothing is defaulted
 */
export function toldByIntake(cell: string, { data, time, version }: Told<AboutComplaint>): ToldByIntake {
  const { complaint } = data;
  if (complaint === undefined || complaint.id === '' || complaint.receivedAt === undefined)
    throw new AppError('validation-failed', 'complaint.id and complaint.received_at are required');
  if (!/^\d{2}(\.\d+)+$/.test(complaint.communeCode) && !complaint.training)
    throw new AppError('validation-failed', 'complaint.commune_code is required');
  const { id, reference, category, communeCode: commune, confidential, importedAt, disposition, training } = complaint;
  const day = localDay(complaint.receivedAt);
  return {
    ...{ source: 'intake' as const, cell, id, version, disposition, training },
    // What was over before it was imported was over then, not at the import.
    on: numberOf(localDay((complaint.imported ? complaint.endedAt : undefined) ?? time)),
    receivedOn: numberOf(day),
    state: fromProtoEnum('COMPLAINT_STATE', complaint.state, states),
    about: {
      ...{ reference, category, commune, confidential, day },
      channel: fromProtoEnum('CHANNEL', complaint.channel, channels),
      timed: fromProtoEnum('COMPLAINT_KIND', complaint.kind, kinds) === 'reclamation',
      ...(importedAt === undefined ? {} : { importedAt }),
    },
  };
}
