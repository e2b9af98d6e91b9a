import type { Delay, LocalDate } from '@jamaa/deadlines';
import type { ClockKind, Level, OrderClock } from '../clock.ts';
import type { AddedPolicy } from './added.ts';
import { type Dated, inForce } from './dated.ts';
import { orderPolicies } from './orders.ts';
import { targets2026 } from './targets.ts';

/** One rung: who hears of a breach, when offices open so many calendar days after the day on which it came. */
export interface Rung {
  readonly level: Level;
  readonly afterDays: number;
}

/** How a kind of clock runs, beside its delay. */
export interface ClockPolicy {
  readonly delay: Delay;
  /** Whether waiting for a complement stops it. */
  readonly pausable: boolean;
  /** Warnings in calendar days before the last day, and in shares of the delay. */
  readonly daysBefore: readonly number[];
  readonly shares: readonly number[];
  readonly ladder: readonly Rung[];
}

interface TargetPolicy extends Omit<ClockPolicy, 'delay'> {
  readonly targets: Readonly<Record<string, Delay>>;
  /** For a category that the table does not have yet: a case never goes without a target. */
  readonly otherwise: Delay;
}

/** All rules of clocks, each in dated rows. */
export interface Policies extends Readonly<Record<OrderClock, readonly Dated<ClockPolicy>[]>> {
  readonly legal: readonly Dated<ClockPolicy>[];
  readonly acknowledgement: readonly Dated<ClockPolicy>[];
  readonly internal: readonly Dated<TargetPolicy>[];
  /** From how many days on managers see a case as old, and the level that is told. */
  readonly dashboard: readonly Dated<ClockPolicy>[];
  /** Rows that administrators have added, by day; those of internal targets are looked up here. */
  readonly added: readonly AddedPolicy[];
  /** Which clocks a reopening starts again. */
  readonly reopening: readonly Dated<readonly ClockKind[]>[];
}

const days = (amount: number): Delay => ({ amount, unit: 'calendar-day' });

/** The seed of the rules. A change is a new row with its own `validFrom`, never an edit of a row in force. */
export const policies: Policies = {
  legal: [
    {
      validFrom: '2017-06-23',
      source: 'Decree 2-17-265 (60 days from receipt); warnings and ladder: our rule',
      value: {
        delay: days(60),
        pausable: false,
        daysBefore: [15, 5],
        shares: [],
        ladder: [
          { level: 'directeur-services', afterDays: 0 },
          { level: 'president', afterDays: 5 },
          { level: 'gouverneur', afterDays: 15 },
          { level: 'wali', afterDays: 30 },
          { level: 'dgct', afterDays: 60 },
        ],
      },
    },
  ],
  acknowledgement: [
    {
      validFrom: '2017-06-23',
      source: 'Decree 2-17-265 (15 days, deposits that are not electronic); ladder: our rule',
      value: {
        delay: days(15),
        pausable: false,
        daysBefore: [],
        shares: [],
        ladder: [{ level: 'directeur-services', afterDays: 0 }],
      },
    },
  ],
  internal: [
    {
      validFrom: '2017-06-23',
      source: 'our rule',
      value: {
        targets: targets2026,
        otherwise: days(60),
        pausable: true,
        daysBefore: [],
        shares: [0.5, 0.8],
        ladder: [{ level: 'unit', afterDays: 0 }],
      },
    },
  ],
  dashboard: [
    {
      validFrom: '2017-06-23',
      source: 'Decree 2-17-265 (30 days, the threshold of the managers’ dashboard)',
      value: {
        delay: days(30),
        pausable: false,
        daysBefore: [],
        shares: [],
        ladder: [{ level: 'directeur-services', afterDays: 0 }],
      },
    },
  ],
  ...orderPolicies,
  added: [],
  reopening: [{ validFrom: '2017-06-23', source: 'our rule: the legal delay counts once', value: ['internal'] }],
};

/**
 * The rule of one clock: by its kind, the local date on which it started and, for internal targets, the category and the body
 * that has the case, whose own rows win over national ones.
 */
export function policyFor(
  all: Policies,
  kind: ClockKind,
  category: string,
  on: LocalDate,
  organisation = '',
): ClockPolicy & { readonly id: string; readonly source: string } {
  if (kind !== 'internal') {
    const row = inForce(all[kind], on, kind);
    return { ...row.value, id: `${kind}@${row.validFrom}`, source: row.source };
  }
  const { value, validFrom, source } = inForce(all.internal, on, kind);
  const { targets, otherwise, ...rest } = value;
  const added = addedTarget(all.added, category, on, organisation);
  if (added !== undefined) {
    const { id, delay, daysBefore, shares, ladder } = added;
    return { ...rest, id, delay, daysBefore, shares, ladder, source: added.source };
  }
  const known = Object.hasOwn(targets, category) ? targets[category] : undefined;
  return { ...rest, delay: known ?? otherwise, id: `internal/${known ? category : 'otherwise'}@${validFrom}`, source };
}

function addedTarget(
  added: readonly AddedPolicy[],
  category: string,
  on: LocalDate,
  organisation: string,
): AddedPolicy | undefined {
  const rows = added.filter((row) => row.kind === 'internal' && row.category === category && row.validFrom <= on);
  const own = organisation === '' ? undefined : rows.findLast((row) => row.organisation === organisation);
  return own ?? rows.findLast((row) => row.organisation === '');
}

/** From how many days on managers see a case as old, and which level is told. */
export function thresholdOn(all: Policies, on: LocalDate): { days: number; level: Level } {
  const { value } = inForce(all.dashboard, on, 'dashboard');
  return { days: value.delay.amount, level: value.ladder[0]?.level ?? 'directeur-services' };
}

/** Whether a reopening on this local date starts the kind of clock again. */
export const restartsOnReopening = (all: Policies, kind: ClockKind, on: LocalDate): boolean =>
  inForce(all.reopening, on, 'reopening').value.includes(kind);
