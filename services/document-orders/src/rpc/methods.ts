import type { Methods } from '@jamaa/kit';
import type { DocumentOrdersServiceServer } from '@jamaa/proto/document_orders/v1/document_orders';
import type { Deps } from '../deps.ts';
import { getBureauOrder, listBureauOrders } from './bureau.ts';
import { askComplement, handToPost, produceItem, rejectItem } from './bureau-work.ts';
import { getOrderContact } from './contact.ts';
import { eraseOrder } from './erase.ts';
import { listErasures, reapplyErasures } from './erasures.ts';
import { exportOrders } from './export.ts';
import { answerComplement, cancelOrder, getOrder, listOrders } from './own.ts';
import { receivePayment, startPayment } from './payment.ts';
import { placeOrder, reviseOrder } from './place.ts';
import { getReceipt } from './receipt.ts';
import { getTariffs, quoteOrder } from './tariffs.ts';

export const methods = (deps: Deps): Methods<DocumentOrdersServiceServer> => ({
  getTariffs: getTariffs(deps),
  quoteOrder: quoteOrder(deps),
  placeOrder: placeOrder(deps),
  reviseOrder: reviseOrder(deps),
  getOrder: getOrder(deps),
  listOrders: listOrders(deps),
  cancelOrder: cancelOrder(deps),
  startPayment: startPayment(deps),
  receivePayment: receivePayment(deps),
  answerComplement: answerComplement(deps),
  listBureauOrders: listBureauOrders(deps),
  getBureauOrder: getBureauOrder(deps),
  produceItem: produceItem(deps),
  rejectItem: rejectItem(deps),
  askComplement: askComplement(deps),
  handToPost: handToPost(deps),
  getReceipt: getReceipt(deps),
  exportOrders: exportOrders(deps),
  eraseOrder: eraseOrder(deps),
  listErasures: listErasures(deps),
  reapplyErasures: reapplyErasures(deps),
  getOrderContact: getOrderContact(deps),
});
