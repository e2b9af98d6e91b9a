import { localDateOf, moroccoPublicCalendar } from '@jamaa/deadlines';
import type { DocumentKind } from './vocabulary.ts';

export const zones = ['morocco', 'maghreb-europe', 'world'] as const;
export type Zone = (typeof zones)[number];

/** Prices in centimes of the dirham, in force from a local day on. A change is a new row: what was ordered keeps its own. */
export interface Tariff {
  readonly id: string;
  /** First local day. */
  readonly from: string;
  readonly source: string;
  /** One copy. */
  readonly documents: Readonly<Record<DocumentKind, number>>;
  /** Registered post of one envelope: up to so many grams, ascending. */
  readonly postage: Readonly<Record<Zone, readonly { readonly upTo: number; readonly price: number }[]>>;
  readonly gramsPerCopy: number;
  readonly gramsPerEnvelope: number;
  readonly mostCopies: number;
}

const tariffs: readonly Tariff[] = [
  {
    id: '2026',
    from: '2026-01-01',
    source: 'Example values: an order costs 20 dirhams or more, by number and destination (to be fixed by arrêté)',
    documents: { extract: 200, 'full-copy': 500, 'fiche-individuelle': 200, 'fiche-familiale': 500 },
    postage: {
      morocco: weights(1_800, 2_200, 3_000, 4_500),
      'maghreb-europe': weights(5_500, 7_000, 9_500, 15_000),
      world: weights(7_000, 9_000, 13_000, 21_000),
    },
    gramsPerCopy: 5,
    gramsPerEnvelope: 10,
    mostCopies: 20,
  },
];

function weights(...prices: readonly [number, number, number, number]) {
  return [20, 50, 100, 250].map((upTo, index) => ({ upTo, price: prices[index] ?? 0 }));
}

/** Maghreb and Europe, by ISO 3166-1 alpha-2 (example zones). */
const near = new Set(
  'DZ TN LY MR AD AL AT BA BE BG BY CH CY CZ DE DK EE ES FI FR GB GR HR HU IE IS IT LI LT LU LV MC MD ME MK MT NL NO PL PT RO RS RU SE SI SK SM TR UA VA'.split(
    ' ',
  ),
);

/** `undefined` for what is no country's code. */
export function zoneOf(country: string): Zone | undefined {
  if (!/^[A-Z]{2}$/.test(country)) return undefined;
  if (country === 'MA') return 'morocco';
  return near.has(country) ? 'maghreb-europe' : 'world';
}

/** The tariff of a local day, and the first day of the next one where it is known; `undefined` before the first. */
export function tariffOn(
  day: string,
  all: readonly Tariff[] = tariffs,
): { readonly tariff: Tariff; readonly until?: string } | undefined {
  const index = all.findLastIndex(({ from }) => from <= day);
  const tariff = all[index];
  if (tariff === undefined) return undefined;
  const next = all[index + 1];
  return { tariff, ...(next === undefined ? {} : { until: next.from }) };
}

export const localDay = (now: Date): string => localDateOf(now, moroccoPublicCalendar);
