import { type Content, eventDay } from '../content-check.ts';
import { isDay } from '../days.ts';

export const delayBands = ['d3', 'd10', 'd30', 'd365', 'more', 'unknown'] as const;
export type DelayBand = (typeof delayBands)[number];

/** What one act adds to the figures of its register. */
export interface Count {
  /** 1 to 12, of the day on which it was registered. */
  readonly month: number;
  readonly band: DelayBand;
  readonly late: boolean;
  readonly imported: boolean;
}

const DAY_MS = 86_400_000;

/** How long after the event it was declared. */
export function delayBand(content: Content): DelayBand {
  const [happened, declared] = [eventDay(content), content.value.declaredOn];
  if (!isDay(happened) || !isDay(declared)) return 'unknown';
  const days = (Date.parse(declared) - Date.parse(happened)) / DAY_MS;
  if (days <= 3) return 'd3';
  if (days <= 10) return 'd10';
  return days <= 30 ? 'd30' : days <= 365 ? 'd365' : 'more';
}

/** Figures of one register, as they are kept. */
export interface Figures {
  readonly total: number;
  readonly months: Readonly<Record<string, number>>;
  readonly bands: Readonly<Partial<Record<DelayBand, number>>>;
  readonly late: number;
  readonly imported: number;
}

export const noFigures: Figures = { total: 0, months: {}, bands: {}, late: 0, imported: 0 };

const sumOf = <K extends string>(a: Partial<Record<K, number>>, b: Partial<Record<K, number>>) => {
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]) as Set<K>;
  return Object.fromEntries([...keys].map((key) => [key, (a[key] ?? 0) + (b[key] ?? 0)])) as Record<K, number>;
};

export const addFigures = (a: Figures, b: Partial<Figures>): Figures => ({
  total: a.total + (b.total ?? 0),
  months: sumOf(a.months, b.months ?? {}),
  bands: sumOf(a.bands, b.bands ?? {}),
  late: a.late + (b.late ?? 0),
  imported: a.imported + (b.imported ?? 0),
});

/** The figures of acts that are counted together. */
export const figuresOf = (counts: readonly Count[]): Figures =>
  counts.reduce<Figures>(
    (sum, { month, band, late, imported }) =>
      addFigures(sum, {
        total: 1,
        months: { [month]: 1 },
        bands: { [band]: 1 },
        late: late ? 1 : 0,
        imported: imported ? 1 : 0,
      }),
    noFigures,
  );

/** Figures of so few people that they may be known by them are withheld from the public (our rule). */
export const SMALL = 5;
export const WITHHELD = -1;
export const withheld = (count: number, staff: boolean): number =>
  !staff && count > 0 && count < SMALL ? WITHHELD : count;
