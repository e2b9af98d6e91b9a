import { writesOf } from '@jamaa/kit';
import type { ClientSession, Connection, mongo } from 'mongoose';
import type { Change } from './change.ts';
import type { ComplaintRow } from './complaint-row.ts';

export const handOverCollection = 'hand_overs';
export const takenOverCollection = 'taken_over';

/** A hand-over that is not settled: what is still to be done for it, in the cell that the case leaves. */
export interface HandOverRow {
  /** Id of the transfer. */
  _id: string;
  complaintId: string;
  region: string;
  cancelling: boolean;
  /** Set before the case first leaves: from then on the other cell may have it. */
  sent: boolean;
  /** System time, milliseconds. */
  requestedAt: number;
  nextAt: number;
  /** In vain, one after the other. */
  attempts: number;
}

/** What became of a transfer in the cell that was asked. Kept for good: a repeated question gets the same answer. */
export interface TakenOverRow {
  _id: string;
  cell: string;
  outcome: 'accepted' | 'cancelled';
  complaintId: string;
  reference: string;
}

export const handOverRows = (connection: Connection): mongo.Collection<HandOverRow> =>
  connection.collection<HandOverRow>(handOverCollection) as unknown as mongo.Collection<HandOverRow>;

export const takenOverRows = (connection: Connection): mongo.Collection<TakenOverRow> =>
  connection.collection<TakenOverRow>(takenOverCollection) as unknown as mongo.Collection<TakenOverRow>;

/** Lets the work that is owed for a hand-over follow the case, with the transaction that changes it. */
export function followHandOver(session: ClientSession, { _id: complaintId }: ComplaintRow, change: Change): void {
  const writes = writesOf(session);
  for (const event of change.events) {
    switch (event.type) {
      case 'handOverRequested': {
        const { id: _id, region } = event;
        const fresh = { cancelling: false, sent: false, requestedAt: change.systemAt ?? 0, nextAt: 0, attempts: 0 };
        writes.insert(handOverCollection, [{ _id, complaintId, region, ...fresh } satisfies HandOverRow]);
        break;
      }
      case 'handOverCancelAsked':
        writes.update(handOverCollection, event.id, { $set: { cancelling: true, nextAt: 0 } });
        break;
      case 'handOverCancelled':
      case 'handOverRefused':
      case 'handedOver':
        writes.delete(handOverCollection, event.id);
        break;
      default:
    }
  }
}
