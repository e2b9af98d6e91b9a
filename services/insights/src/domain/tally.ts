import type { Counted } from './counts.ts';
import type { Flow } from './figures.ts';
import { dayId, type Place, shelfId } from './place.ts';

/** Figures that metrics tell as they stand. */
export const standingNames = ['open', 'dueSoon', 'overdue'] as const;

/** How much is to be added to one counter row. */
export type Increments = Record<string, number>;

/** Gathers what the cases of a batch change, so that each counter row is written once. */
export class Tally {
  readonly days = new Map<string, { readonly place: Place; readonly by: Increments }>();
  readonly shelves = new Map<string, Increments>();

  add(deltas: readonly Counted[], flows: readonly Flow[]): void {
    for (const { place, figures } of deltas) {
      const id = dayId(place);
      const day = this.days.get(id) ?? { place, by: {} };
      this.days.set(id, day);
      for (const [name, by = 0] of Object.entries(figures)) more(day.by, name, by);
      for (const name of standingNames) {
        const much = figures[name] ?? 0;
        if (much !== 0) more(this.#shelf(shelfId(place)), name, much);
      }
    }
    for (const one of flows) {
      more(this.#shelf(one.shelf), one.flow === 'received' ? receivedBy(one.channel) : 'breaches', 1);
    }
  }

  #shelf(id: string): Increments {
    const shelf = this.shelves.get(id) ?? {};
    this.shelves.set(id, shelf);
    return shelf;
  }
}

const RECEIVED = 'received_';

/** The field of a shelf that counts receipts by a channel; confidential ones have none. */
export const receivedBy = (channel: string): string => `${RECEIVED}${channel}`;

/** The channel that such a field counts; `undefined` for another field. */
export const channelOf = (field: string): string | undefined =>
  field.startsWith(RECEIVED) ? field.slice(RECEIVED.length) : undefined;

function more(increments: Increments, name: string, by: number): void {
  increments[name] = (increments[name] ?? 0) + by;
}

/** Without what came to nothing. */
export const nonZero = (by: Increments): Increments =>
  Object.fromEntries(Object.entries(by).filter(([, much]) => much !== 0));
