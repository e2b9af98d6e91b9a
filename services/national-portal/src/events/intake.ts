import { type EventHandler, type EventType, onAll, type Platform, writesOf } from '@jamaa/kit';
import { intakeEvents } from '@jamaa/proto/catalog';
import type { ComplaintSnapshot } from '@jamaa/proto/intake/v1/complaint';
import type { ReportRow } from '../store/rows.ts';

type WithComplaint = EventType<{ complaint?: ComplaintSnapshot | undefined }>;

const statusOf = (state: string): string => state.replace('COMPLAINT_STATE_', '').toLowerCase().replaceAll('_', '-');

/** Every step of a case that the portal brought becomes a report; nothing of any other case ever does. */
export const intakeHandler = ({ clock }: Pick<Platform, 'clock'>, wake: () => void): EventHandler =>
  onAll(Object.values(intakeEvents) as WithComplaint[], async (received, { session, afterCommit }) => {
    const nextAt = clock.system();
    const rows = received.flatMap(({ id: eventId, time: at, data: { complaint } }): ReportRow[] => {
      // What the portal told us itself, long past, it knows.
      if (complaint?.toldByPortal !== true || complaint.imported) return [];
      const { id: complaintId, version, state } = complaint;
      const _id = `${complaintId}/${String(version).padStart(6, '0')}`;
      return [{ _id, eventId, complaintId, version, status: statusOf(state), at, attempts: 0, nextAt }];
    });
    if (rows.length === 0) return;
    writesOf(session).insert('reports', rows);
    afterCommit(wake);
  });
