import {
  AppError,
  drawReference,
  invalidField,
  isDuplicateKey,
  newId,
  onceOnly,
  type RpcCall,
  sealedAnswers,
} from '@jamaa/kit';
import {
  type OrderItem,
  PlaceOrderRequest,
  PlaceOrderResponse,
  type ReviseOrderRequest,
  type ReviseOrderResponse,
  type Delivery as WireDelivery,
} from '@jamaa/proto/document_orders/v1/document_orders';
import type { Deps } from '../deps.ts';
import { checkAct, checkDelivery, nationalId } from '../domain/contents.ts';
import type { Basket } from '../domain/order.ts';
import { policyAt } from '../domain/policy.ts';
import { priceOf } from '../domain/price.ts';
import { localDay } from '../domain/tariffs.ts';
import { languages } from '../domain/vocabulary.ts';
import { changeOrder, committed, insertOrder, readOrder } from '../store/change.ts';
import { openTold, sealTold, type Told } from '../store/order-row.ts';
import { KIND, ownOrder, personOf } from './caller.ts';
import { orderMessage } from './message.ts';
import { tariffOf } from './tariffs.ts';

const DAY_MS = 86_400_000;
const ATTEMPTS = 5;

interface Wish {
  readonly items: readonly OrderItem[];
  readonly delivery: WireDelivery | undefined;
  readonly applicantId: string;
}

/** Everything a person put into the basket, checked and priced. @throws AppError `validation-failed` naming the field */
function basketOf({ items, delivery, applicantId }: Wish, now: Date): { basket: Basket; told: Told; tariff: string } {
  if (delivery === undefined) throw invalidField('delivery', 'required', 'where the documents are to go');
  const today = localDay(now);
  const { tariff } = tariffOf(today);
  const policy = policyAt(now);
  const wanted = items.map(({ kind, bureauId, copies }) => ({ kind, bureau: bureauId, copies }));
  const priced = priceOf(wanted, delivery.country, tariff);
  const acts = items.map((item, index) => checkAct(`items.${index}`, item, applicantId, policy, today));
  return {
    basket: {
      items: priced.items,
      consignments: priced.consignments.map(({ grams: _grams, ...one }) => one),
      total: priced.total,
      abroad: priced.zone !== 'morocco',
      expiresAt: new Date(now.getTime() + policy.basketDays * DAY_MS),
    },
    told: { acts, delivery: checkDelivery(delivery), applicantId, words: {} },
    tariff: tariff.id,
  };
}

/** Région of the first bureau, where its id tells it; `00` for the others. */
const regionOf = (bureau = ''): string => /^(\d{2})\./.exec(bureau)?.[1] ?? '00';

/** A new basket of a person's own. */
export const placeOrder =
  (deps: Deps) =>
  async (request: PlaceOrderRequest, { caller }: RpcCall): Promise<PlaceOrderResponse> => {
    const { platform, keyring, telemetry } = deps;
    const owner = personOf(caller);
    const now = platform.clock.now();
    const language = languages.find((one) => one === request.language);
    if (language === undefined) throw invalidField('language', 'unknown', `one of ${languages.join(', ')}`);
    const applicantId = nationalId('applicantNationalId', request.applicantNationalId);
    const { basket, told, tariff } = basketOf({ ...request, applicantId }, now);
    const body = PlaceOrderRequest.encode({ ...request, idempotencyKey: '' }).finish();
    const idempotent = { caller, method: 'place-order', key: request.idempotencyKey, body };
    const answers = sealedAnswers(keyring, PlaceOrderResponse);
    return onceOnly(
      platform.mongo,
      idempotent,
      () => now,
      answers,
      async (remember) => {
        const id = newId();
        const sealed = sealTold(keyring, id, told);
        const region = regionOf(basket.items[0]?.bureau);
        const year = Number(localDay(now).slice(0, 4));
        for (let attempt = 1; ; attempt += 1) {
          const reference = drawReference(platform.lostNumbers, region, year, KIND);
          try {
            const answer = await platform.together(id, async (session) => {
              const draft = { _id: id, reference, owner, language, tariff, sealed };
              const row = insertOrder(session, draft, { type: 'place', ...basket }, { at: now, caller });
              const response = { order: orderMessage(row, told) };
              remember(session, response, id);
              return response;
            });
            platform.relay.poke();
            telemetry.orders.inc({ event: 'placed' });
            return answer;
          } catch (error) {
            if (!(isDuplicateKey(error) && String(error).includes('reference') && attempt < ATTEMPTS)) throw error;
          }
        }
      },
    );
  };

/** Other contents of a basket, priced anew. */
export const reviseOrder =
  (deps: Deps) =>
  async (request: ReviseOrderRequest, { caller }: RpcCall): Promise<ReviseOrderResponse> => {
    const { platform, keyring } = deps;
    const found = await ownOrder(deps, request.reference, caller);
    const now = platform.clock.now();
    const { applicantId } = openTold(keyring, found);
    const { basket, told, tariff } = basketOf({ ...request, applicantId }, now);
    const row = await committed(platform, async (session) => {
      const before = await readOrder(platform, session, found._id);
      if (request.expectedVersion !== 0 && request.expectedVersion !== before.version)
        throw new AppError('version-conflict', `the order is at version ${before.version}`);
      const sealed = sealTold(keyring, before._id, told, before.sealed);
      const doing = { at: now, caller, set: { sealed, tariff } };
      return changeOrder(session, before, { type: 'revise', ...basket }, doing).row;
    });
    return { order: orderMessage(row, told) };
  };
