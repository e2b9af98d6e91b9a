import { AppError, invalidField, type RpcCall } from '@jamaa/kit';
import type {
  Delivery,
  ListDeliveriesRequest,
  ListDeliveriesResponse,
} from '@jamaa/proto/notifications/v1/notifications';
import type { Connection } from 'mongoose';
import { type MessageRow, messageRows } from '../store/messages.ts';

const MOST = 500;

/**
 * The delivery log of one case: states and keys, no personal data. For services and signed-in accounts; that the account may see
 * the case is what intake has told the gateway before it asks here.
 */
export const listDeliveries =
  (connection: Connection) =>
  async ({ complaintId }: ListDeliveriesRequest, { caller }: RpcCall): Promise<ListDeliveriesResponse> => {
    if (caller.kind === 'anonymous') throw new AppError('forbidden', 'the delivery log is for staff');
    if (complaintId === '') throw invalidField('complaint_id', 'required', 'the id of the complaint');
    const rows = await messageRows(connection).find({ complaintId }).sort({ createdAt: 1 }).limit(MOST).toArray();
    return { deliveries: rows.map(toDelivery) };
  };

const toDelivery = (row: MessageRow): Delivery => ({
  id: row._id,
  key: row._id,
  complaintId: row.complaintId,
  template: row.template,
  channel: row.channel === 'undecided' ? '' : row.channel,
  language: row.writtenIn ?? row.language ?? '',
  state: row.state,
  attempts: row.attempts,
  createdAt: row.createdAt,
  sentAt: row.sentAt,
  errorCode: row.errorCode ?? '',
  uncertain: row.uncertain,
  recipient: row.recipient.kind,
});
