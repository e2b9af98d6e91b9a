import { invalidField } from '@jamaa/kit';
import {
  type GetTariffsRequest,
  GetTariffsResponse,
  type QuoteOrderRequest,
  QuoteOrderResponse,
} from '@jamaa/proto/document_orders/v1/document_orders';
import type { Deps } from '../deps.ts';
import { priceOf } from '../domain/price.ts';
import { localDay, type Tariff, tariffOn, zones } from '../domain/tariffs.ts';
import { documentKinds } from '../domain/vocabulary.ts';
import { CURRENCY } from './message.ts';

export function tariffOf(day: string): { readonly tariff: Tariff; readonly until?: string } {
  const found = tariffOn(day);
  if (found === undefined) throw invalidField('on', 'range', 'before the first tariff');
  return found;
}

/** What documents and postage cost on a day. */
export const getTariffs =
  ({ platform }: Pick<Deps, 'platform'>) =>
  async ({ on }: GetTariffsRequest): Promise<GetTariffsResponse> => {
    if (on !== '' && !/^\d{4}-\d{2}-\d{2}$/.test(on)) throw invalidField('on', 'format', 'a day like 2026-01-31');
    const { tariff, until } = tariffOf(on === '' ? localDay(platform.clock.now()) : on);
    const { id, from, source, gramsPerCopy, gramsPerEnvelope, mostCopies } = tariff;
    return GetTariffsResponse.fromPartial({
      id,
      validFrom: from,
      validTo: until ?? '',
      source,
      documents: documentKinds.map((kind) => ({ kind, price: tariff.documents[kind] })),
      postage: zones.flatMap((zone) =>
        tariff.postage[zone].map(({ upTo, price }) => ({ zone, upToGrams: upTo, price })),
      ),
      gramsPerCopy,
      gramsPerEnvelope,
      mostCopies,
    });
  };

/** What an order would cost now. */
export const quoteOrder =
  ({ platform }: Pick<Deps, 'platform'>) =>
  async ({ items, country }: QuoteOrderRequest): Promise<QuoteOrderResponse> => {
    const { tariff } = tariffOf(localDay(platform.clock.now()));
    const wanted = items.map(({ kind, bureauId, copies }) => ({ kind, bureau: bureauId, copies }));
    const priced = priceOf(wanted, country, tariff);
    return QuoteOrderResponse.fromPartial({
      price: {
        total: priced.total,
        currency: CURRENCY,
        tariff: tariff.id,
        items: priced.items.map(({ price }) => price),
        consignments: priced.consignments.map(({ bureau, postage, grams }) => ({
          bureauId: bureau,
          zone: priced.zone,
          grams,
          postage,
        })),
      },
    });
  };
