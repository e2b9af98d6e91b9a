import { writesOf } from '@jamaa/kit';
import type { ClientSession, Connection, mongo } from 'mongoose';
import type { ComplaintEvent, Conclusion } from '../domain/complaint.ts';
import type { Change } from './change.ts';
import type { ComplaintRow } from './complaint-row.ts';

const conclusionCollection = 'conclusions';

/** A conclusion of a lead that its co-reporters are being told: how far that has come. */
export interface ConclusionRow extends Conclusion {
  /** `<id of the lead>@<version>` */
  _id: string;
  /** Id of the last co-report that was told in this pass. */
  after: string;
  /** In the second pass those are told who joined while the first one ran. */
  pass: 1 | 2;
  /** System time, milliseconds, from which it is worked on. */
  nextAt: number;
}

export const conclusionRows = (connection: Connection): mongo.Collection<ConclusionRow> =>
  connection.collection<ConclusionRow>(conclusionCollection) as unknown as mongo.Collection<ConclusionRow>;

/** Notes, with the transaction that concludes a case, that its co-reporters must be told; telling them is the work of a job. */
export function oweConclusions(session: ClientSession, after: ComplaintRow, { events }: Change): void {
  const first = after.version - events.length + 1;
  const rows = events.flatMap((event, index): ConclusionRow[] => {
    const found = conclusionOf(event);
    if (found === undefined) return [];
    const leadVersion = first + index;
    const lead = after._id;
    return [{ _id: `${lead}@${leadVersion}`, lead, leadVersion, ...found, after: '', pass: 1, nextAt: 0 }];
  });
  writesOf(session).insert(conclusionCollection, rows);
}

export const conclusionDone = (session: ClientSession, id: string): void =>
  writesOf(session).delete(conclusionCollection, id);

export const conclusionGoesOn = (
  session: ClientSession,
  id: string,
  change: Partial<Pick<ConclusionRow, 'after' | 'pass' | 'nextAt'>>,
): void => writesOf(session).update(conclusionCollection, id, { $set: change });

/** What concludes a case for those merged into it. Closing after an answer tells nothing new. */
function conclusionOf(event: ComplaintEvent): Omit<Conclusion, 'lead' | 'leadVersion'> | undefined {
  switch (event.type) {
    case 'answered':
      return { state: 'answered', text: event.text };
    case 'refused':
      return { state: 'refused', text: event.refusal.text, reasonCode: event.refusal.reasonCode };
    case 'redirected':
      return { state: 'redirected', text: event.text, body: event.body };
    case 'closed':
      return event.reason === 'no-complement' ? { state: 'closed', text: '' } : undefined;
    case 'withdrawn':
      return { state: 'withdrawn', text: '' };
    case 'handedOver':
      return { state: 'handed-over', text: '' };
    case 'leadConcluded': {
      const { state, text, reasonCode, body } = event;
      return { state, text, ...(reasonCode && { reasonCode }), ...(body && { body }) };
    }
    default:
      return undefined;
  }
}
