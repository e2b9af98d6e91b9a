import type { Delay } from '@jamaa/deadlines';
import type { OrderClock } from '../clock.ts';
import type { Dated } from './dated.ts';
import type { ClockPolicy, Rung } from './policies.ts';

/** The bureau's own people at once, then up its line. */
const ladder: readonly Rung[] = [
  { level: 'unit', afterDays: 0 },
  { level: 'directeur-services', afterDays: 2 },
  { level: 'president', afterDays: 5 },
  { level: 'gouverneur', afterDays: 15 },
];

const row = (delay: Delay, pausable = false): readonly Dated<ClockPolicy>[] => [
  {
    validFrom: '2026-01-01',
    source: 'our rule, an example value: no text fixes it',
    value: { delay, pausable, daysBefore: [], shares: [0.5], ladder },
  },
];

const workingDays = (amount: number): Delay => ({ amount, unit: 'working-day' });
const days = (amount: number): Delay => ({ amount, unit: 'calendar-day' });

/** How long a bureau has to make and to post the documents of an order, and the post to bring them. */
export const orderPolicies = {
  // What is asked of the person is not the bureau's time.
  producing: row(workingDays(3), true),
  posting: row(workingDays(2)),
  delivering: row(days(7)),
  'delivering-abroad': row(days(21)),
} as const satisfies Readonly<Record<OrderClock, readonly Dated<ClockPolicy>[]>>;
