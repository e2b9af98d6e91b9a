import { invalidField, newId, type RpcCall } from '@jamaa/kit';
import {
  type AnswerComplementRequest,
  type AnswerComplementResponse,
  type CancelOrderRequest,
  type CancelOrderResponse,
  type GetOrderRequest,
  type GetOrderResponse,
  type ListOrdersRequest,
  ListOrdersResponse,
} from '@jamaa/proto/document_orders/v1/document_orders';
import type { Deps } from '../deps.ts';
import { checkAct } from '../domain/contents.ts';
import { policyAt } from '../domain/policy.ts';
import { localDay } from '../domain/tariffs.ts';
import { changeOrder, committed, readOrder } from '../store/change.ts';
import { openTold, orderRows, sealTold } from '../store/order-row.ts';
import { ownOrder, personOf } from './caller.ts';
import { orderMessage } from './message.ts';

const MOST = 50;

export const getOrder =
  (deps: Deps) =>
  async ({ reference }: GetOrderRequest, { caller }: RpcCall): Promise<GetOrderResponse> => {
    const row = await ownOrder(deps, reference, caller);
    return { order: orderMessage(row, openTold(deps.keyring, row)) };
  };

/** The caller's own orders, newest first, by the id of the last one seen. */
export const listOrders =
  ({ platform, keyring }: Deps) =>
  async ({ cursor, limit }: ListOrdersRequest, { caller }: RpcCall): Promise<ListOrdersResponse> => {
    const owner = personOf(caller);
    const size = limit === 0 ? 20 : limit;
    if (size > MOST) throw invalidField('limit', 'range', `at most ${MOST}`);
    const rows = await orderRows(platform.mongo)
      .find({ owner, _id: { $lt: cursor === '' ? newId() : cursor } })
      .sort({ owner: 1, _id: -1 })
      .limit(size)
      .toArray();
    return ListOrdersResponse.fromPartial({
      orders: rows.map((row) => orderMessage(row, openTold(keyring, row))),
      nextCursor: rows.length < size ? '' : (rows.at(-1)?._id ?? ''),
    });
  };

export const cancelOrder =
  (deps: Deps) =>
  async ({ reference }: CancelOrderRequest, { caller }: RpcCall): Promise<CancelOrderResponse> => {
    const { platform, keyring, telemetry } = deps;
    const { _id } = await ownOrder(deps, reference, caller);
    const at = platform.clock.now();
    const { row, events } = await committed(platform, async (session) =>
      changeOrder(session, await readOrder(platform, session, _id), { type: 'cancel' }, { at, caller }),
    );
    if (events.length > 0) telemetry.orders.inc({ event: 'cancelled' });
    return { order: orderMessage(row, openTold(keyring, row)) };
  };

const MOST_TEXT = 1_000;

/** What the person answers to a bureau's question, and what of the act they correct with it. The document and its price stay. */
export const answerComplement =
  (deps: Deps) =>
  async (request: AnswerComplementRequest, { caller }: RpcCall): Promise<AnswerComplementResponse> => {
    const { platform, keyring } = deps;
    const text = request.text.trim();
    if (text === '') throw invalidField('text', 'required', 'the answer to the bureau’s question');
    if (text.length > MOST_TEXT) throw invalidField('text', 'too-long', `at most ${MOST_TEXT} characters`);
    const { _id } = await ownOrder(deps, request.reference, caller);
    const at = platform.clock.now();
    const row = await committed(platform, async (session) => {
      const before = await readOrder(platform, session, _id);
      const told = openTold(keyring, before);
      const index = before.items.findIndex(({ id }) => id === request.itemId);
      const item = before.items[index];
      const corrected = request.corrected;
      const acts = told.acts.map((act, place) =>
        corrected === undefined || item === undefined || place !== index
          ? act
          : checkAct(
              'corrected',
              { ...corrected, kind: item.kind, bureauId: item.bureau, copies: item.copies, language: act.language },
              told.applicantId,
              policyAt(at),
              localDay(at),
            ),
      );
      const words = { ...told.words, [request.itemId]: { ...told.words[request.itemId], person: text } };
      const sealed = sealTold(keyring, _id, { ...told, acts, words }, before.sealed);
      return changeOrder(session, before, { type: 'complement', item: request.itemId }, { at, caller, set: { sealed } })
        .row;
    });
    return { order: orderMessage(row, openTold(keyring, row)) };
  };
