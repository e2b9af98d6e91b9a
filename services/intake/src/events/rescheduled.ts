import { type EventHandler, onAll } from '@jamaa/kit';
import { slaEvents } from '@jamaa/proto/catalog';
import type { Intake } from '../context.ts';
import { followClock } from '../domain/due-moved.ts';
import { applyChange, complaintRows, toComplaint } from '../store/complaints.ts';

/** Sla counts a legal delay by another calendar: the case, its handler's list and the complainant see that date from now on. */
export const rescheduled = (intake: Pick<Intake, 'platform'>): EventHandler =>
  onAll([slaEvents.rescheduled], async (received, { session, afterCommit }) => {
    const { platform } = intake;
    const legal = received.filter(({ data }) => data.clock?.kind === 'legal');
    const ids = legal.map(({ data }) => data.clock?.complaintId ?? '');
    const found = await complaintRows(platform.mongo)
      .find({ _id: { $in: ids } }, { session })
      .toArray();
    const rows = new Map(found.map((row) => [row._id, row]));
    for (const { data, time, traceparent } of legal) {
      const row = rows.get(data.clock?.complaintId ?? '');
      const { clock, explanation, movement, dayMoved } = data;
      if (row === undefined || clock?.dueAt === undefined || explanation === undefined || movement === undefined)
        continue;
      const events = followClock(toComplaint(row), {
        dueAt: clock.dueAt,
        explanation: textOf(explanation),
        movement: textOf(movement),
        dayMoved,
      });
      if (events.length === 0) continue;
      const facts = { calendarVersion: data.calendarVersion };
      const change = { events, at: time, caller: 'system', action: 'move-due-date', facts } as const;
      rows.set(row._id, applyChange(session, row, change, traceparent));
    }
    afterCommit(() => platform.relay.poke());
  });

const textOf = ({ ar, fr }: { ar: string; fr: string }) => ({ ar, fr });
