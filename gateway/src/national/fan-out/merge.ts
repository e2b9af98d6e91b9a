import type { Stand } from './cursor.ts';
import type { Entry, Order } from './list.ts';

/** A cell's page, with where it was asked from. */
export interface CellPage {
  readonly cell: string;
  readonly from: Stand;
  readonly entries: readonly Entry[];
  /** The cell's cursor of its next page; absent at its end. */
  readonly next: string | undefined;
}

export interface Merged {
  readonly entries: readonly Entry[];
  /** Where each cell stands now; cells at their end are not named. */
  readonly cells: Readonly<Record<string, Stand>>;
}

type Value = number | string;

const before = (a: Value, b: Value): boolean =>
  typeof a === 'number' && typeof b === 'number' ? a < b : String(a) < String(b);

/** What of a page has not been told: after the last entry told, or where that is gone, what the order has after it. */
function untold({ from: { last }, entries }: CellPage, id: string, by: (entry: Entry) => Value): readonly Entry[] {
  if (last === undefined) return entries;
  const at = entries.findIndex((one) => String(one[id]) === last.id);
  if (at >= 0) return entries.slice(at + 1);
  const value = last.by ?? Number.POSITIVE_INFINITY;
  // Of what is worth the same, some may be told again: that is better than to leave one out.
  return entries.filter((one) => !before(by(one), value));
}

/**
 * The first `limit` entries of all pages in their order. A cell whose page is used up while it has more ends the page for all: what
 * it has next might come before what others have. Equal values come in the order of the cells.
 */
export function mergePages(pages: readonly CellPage[], limit: number, id: string, order: Order): Merged {
  const by = order === 'turns' ? () => 0 : order.by;
  const queues = pages.map((page) => ({
    page,
    left: order === 'turns' ? page.entries.slice(page.from.told) : untold(page, id, by),
    taken: 0,
  }));
  const entries: Entry[] = [];
  while (entries.length < limit) {
    if (queues.some(({ page, left, taken }) => taken === left.length && page.next !== undefined)) break;
    const open = queues.filter(({ left, taken }) => taken < left.length);
    const ranked = open.map((one) => ({
      one,
      value: order === 'turns' ? one.taken : rankOf(one.left[one.taken], by),
    }));
    const first = ranked.reduce<(typeof ranked)[number] | undefined>(
      (best, next) => (best === undefined || before(next.value, best.value) ? next : best),
      undefined,
    );
    const entry = first?.one.left[first.one.taken];
    if (first === undefined || entry === undefined) break;
    entries.push(entry);
    first.one.taken += 1;
  }
  return { entries, cells: Object.fromEntries(queues.flatMap((one) => standOf(one, id, by))) };
}

const rankOf = (entry: Entry | undefined, by: (entry: Entry) => Value): Value => (entry === undefined ? 0 : by(entry));

function standOf(
  queue: { readonly page: CellPage; readonly left: readonly Entry[]; readonly taken: number },
  id: string,
  by: (entry: Entry) => Value,
): (readonly [string, Stand])[] {
  const { page, left, taken } = queue;
  if (taken === left.length) return page.next === undefined ? [] : [[page.cell, { at: page.next, told: 0 }]];
  const last = left[taken - 1];
  if (last === undefined) return [[page.cell, page.from]];
  const value = by(last);
  // JSON has no infinity: what has no value in the order stands last in it.
  const kept = typeof value === 'number' && !Number.isFinite(value) ? null : value;
  const told = page.entries.length - left.length + taken;
  return [[page.cell, { at: page.from.at, last: { id: String(last[id]), by: kept }, told }]];
}
