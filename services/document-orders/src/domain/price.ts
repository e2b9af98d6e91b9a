import { invalidField } from '@jamaa/kit';
import type { Consignment, Item } from './order.ts';
import { type Tariff, type Zone, zoneOf } from './tariffs.ts';
import { type DocumentKind, documentKinds } from './vocabulary.ts';

/** What is asked for: so many copies of one document from one bureau. */
export interface Wanted {
  readonly kind: string;
  readonly bureau: string;
  readonly copies: number;
}

export interface Priced {
  readonly items: readonly Item[];
  readonly consignments: readonly (Consignment & { readonly grams: number })[];
  readonly zone: Zone;
  readonly total: number;
}

const MOST_ITEMS = 10;

/** Documents by copy, postage by envelope: one for each bureau. @throws AppError `validation-failed` naming the field */
export function priceOf(wanted: readonly Wanted[], country: string, tariff: Tariff): Priced {
  if (wanted.length === 0) throw invalidField('items', 'required', 'an order has one document or more');
  if (wanted.length > MOST_ITEMS) throw invalidField('items', 'too-many', `at most ${MOST_ITEMS} documents`);
  const zone = zoneOf(country);
  if (zone === undefined) throw invalidField('delivery.country', 'unknown', 'a country by two letters (ISO 3166-1)');
  const items = wanted.map(({ kind, bureau, copies }, index): Item => {
    const known = documentKinds.find((one): one is DocumentKind => one === kind);
    if (known === undefined) throw invalidField(`items.${index}.kind`, 'unknown', `one of ${documentKinds.join(', ')}`);
    if (!Number.isInteger(copies) || copies < 1 || copies > tariff.mostCopies)
      throw invalidField(`items.${index}.copies`, 'range', `from 1 to ${tariff.mostCopies} copies`);
    return {
      id: `i${index + 1}`,
      kind: known,
      bureau,
      copies,
      price: tariff.documents[known] * copies,
      state: 'ordered',
    };
  });
  const bureaus = [...new Set(items.map(({ bureau }) => bureau))];
  const consignments = bureaus.map((bureau, index) => {
    const copies = items.filter((one) => one.bureau === bureau).reduce((all, one) => all + one.copies, 0);
    const grams = tariff.gramsPerEnvelope + copies * tariff.gramsPerCopy;
    const weight = tariff.postage[zone].find(({ upTo }) => grams <= upTo);
    if (weight === undefined)
      throw invalidField('items', 'too-heavy', `${copies} copies from one bureau do not fit into one envelope`);
    return { id: `c${index + 1}`, bureau, postage: weight.price, grams };
  });
  const total =
    items.reduce((all, { price }) => all + price, 0) + consignments.reduce((all, { postage }) => all + postage, 0);
  return { items, consignments, zone, total };
}
