import {
  AppError,
  callerKey,
  emptyChain,
  invalidField,
  nextAuditRow,
  type RpcCall,
  writeAudit,
  writesOf,
} from '@jamaa/kit';
import {
  BureauOrder,
  type GetBureauOrderRequest,
  GetBureauOrderResponse,
  type ListBureauOrdersRequest,
  ListBureauOrdersResponse,
} from '@jamaa/proto/document_orders/v1/document_orders';
import type { Deps } from '../deps.ts';
import { bureauStates } from '../domain/vocabulary.ts';
import { committed, notFound, readOrder } from '../store/change.ts';
import { type OrderRow, openTold, orderCollection, orderRows, type Told } from '../store/order-row.ts';
import { worksAt } from './bureau-access.ts';
import { findOrder } from './caller.ts';
import { consignmentMessages, itemMessages } from './message.ts';

const MOST = 100;

/** One bureau's part of an order: nothing of what other bureaux make for it. */
export function bureauMessage(row: OrderRow, told: Told, bureau: string): BureauOrder {
  const consignment = consignmentMessages(row).find(({ bureauId }) => bureauId === bureau);
  if (row.stage !== 'paid' || consignment === undefined) throw notFound();
  return BureauOrder.fromPartial({
    reference: row.reference,
    consignment,
    items: itemMessages(row, told).filter(({ bureauId }) => bureauId === bureau),
    ...(row.paidAt === undefined ? {} : { paidAt: row.paidAt }),
    version: row.version,
  });
}

/** What a bureau has to work on, oldest first. Names and addresses are told one by one. */
export const listBureauOrders =
  (deps: Deps) =>
  async (
    { bureauId, state, cursor, limit }: ListBureauOrdersRequest,
    call: RpcCall,
  ): Promise<ListBureauOrdersResponse> => {
    const { platform, keyring } = deps;
    await worksAt(deps, call, bureauId);
    const wanted = state === '' ? 'sent-to-bureau' : state;
    if (!(bureauStates as readonly string[]).includes(wanted))
      throw invalidField('state', 'unknown', `one of ${bureauStates.join(', ')}`);
    const size = limit === 0 ? 50 : limit;
    if (size > MOST) throw invalidField('limit', 'range', `at most ${MOST}`);
    const rows = await orderRows(platform.mongo)
      .find({ work: `${bureauId}/${wanted}`, _id: { $gt: cursor } })
      .sort({ work: 1, _id: 1 })
      .limit(size)
      .toArray();
    return ListBureauOrdersResponse.fromPartial({
      orders: rows.map((row) => bureauMessage(row, openTold(keyring, row), bureauId)),
      nextCursor: rows.length < size ? '' : (rows.at(-1)?._id ?? ''),
    });
  };

/** One order as its bureau needs it, with what the person told. The look is on the audit trail. */
export const getBureauOrder =
  (deps: Deps) =>
  async ({ reference, bureauId }: GetBureauOrderRequest, call: RpcCall): Promise<GetBureauOrderResponse> => {
    const { platform, keyring } = deps;
    await worksAt(deps, call, bureauId);
    const { _id } = await findOrder(deps, reference);
    const at = platform.clock.now();
    const row = await committed(platform, async (session) => {
      const before = await readOrder(platform, session, _id);
      const facts = { bureau: bureauId, version: before.version };
      const entry = { aggregateId: _id, at, actor: callerKey(call.caller), action: 'look', facts };
      const auditHead = writeAudit(session, nextAuditRow(before.auditHead ?? emptyChain, entry));
      writesOf(session).update(orderCollection, _id, { $set: { auditHead } });
      // Whose bureau has no part in it is told what a stranger is told, and nothing is written.
      bureauMessage(before, openTold(keyring, before), bureauId);
      return before;
    });
    const told = openTold(keyring, row);
    const indexes = row.items.flatMap(({ bureau }, index) => (bureau === bureauId ? [index] : []));
    return GetBureauOrderResponse.fromPartial({
      order: bureauMessage(row, told, bureauId),
      contents: indexes.flatMap((index) => told.acts[index] ?? []),
      delivery: { ...told.delivery, lines: [...told.delivery.lines] },
      applicantNationalId: told.applicantId,
      answers: indexes.map((index) => told.words[row.items[index]?.id ?? '']?.person ?? ''),
    });
  };

/** The document of an order that a bureau is asked for, and which bureau that is. @throws AppError `not-found` */
export function itemOf(row: OrderRow, id: string): OrderRow['items'][number] {
  const item = row.items.find((one) => one.id === id);
  if (row.stage !== 'paid' || item === undefined) throw new AppError('not-found', 'no such document in this order');
  return item;
}
