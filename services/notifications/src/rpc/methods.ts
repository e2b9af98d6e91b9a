import type { Methods } from '@jamaa/kit';
import type { NotificationsServiceServer } from '@jamaa/proto/notifications/v1/notifications';
import type { Connection } from 'mongoose';
import type { Pages } from '../receipt/pages.ts';
import { listDeliveries } from './list-deliveries.ts';
import { renderAnswer } from './render-answer.ts';
import { renderForm } from './render-form.ts';
import { type ReceiptParts, renderReceipt } from './render-receipt.ts';

export const notificationsMethods = (
  connection: Connection,
  receipt: ReceiptParts,
  pages: Pages,
): Methods<NotificationsServiceServer> => ({
  listDeliveries: listDeliveries(connection),
  renderReceipt: renderReceipt(receipt),
  renderAnswer: renderAnswer(receipt),
  renderForm: renderForm(pages),
});
