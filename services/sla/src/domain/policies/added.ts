import type { Delay, LocalDate } from '@jamaa/deadlines';
import { type AppError, invalidField } from '@jamaa/kit';
import { civilDate } from '../calendar/dates.ts';
import { type Level, levels, orderClocks } from '../clock.ts';
import { type Policies, policyFor, type Rung } from './policies.ts';
import { targets2026 } from './targets.ts';

export const policyKinds = ['legal', 'acknowledgement', 'dashboard', 'internal', ...orderClocks] as const;
export type PolicyKind = (typeof policyKinds)[number];

/** One dated row that an administrator has added. Rows are never edited and never begin in the past. */
export interface AddedPolicy {
  readonly id: string;
  readonly kind: PolicyKind;
  /** Empty: all organisations. */
  readonly organisation: string;
  /** Empty for all kinds but internal targets. */
  readonly category: string;
  readonly delay: Delay;
  readonly daysBefore: readonly number[];
  readonly shares: readonly number[];
  readonly ladder: readonly Rung[];
  readonly validFrom: LocalDate;
  readonly source: string;
}

const MOST_DAYS = 365;
/** Our rule: a body may give itself up to twice the national target, and never more than the legal delay. */
const LONGER = 2;
const LONGEST_TARGET = 60;
const MOST_WARNINGS = 10;

export const policyId = (row: Pick<AddedPolicy, 'kind' | 'organisation' | 'category' | 'validFrom'>): string =>
  `${row.kind}/${row.category || '*'}/${row.organisation || 'national'}@${row.validFrom}`;

/**
 * The row as it is to be added.
 * @throws AppError `validation-failed` naming the first field that is wrong
 */
export function checkedPolicy(row: Omit<AddedPolicy, 'id'>, all: Policies, today: LocalDate): AddedPolicy {
  const validFrom = civilDate(row.validFrom, 'valid_from');
  // A clock that started today runs under today's rule: a row begins tomorrow at the earliest.
  if (validFrom <= today) throw invalidField('valid_from', 'past', 'a rule begins tomorrow at the earliest');
  const id = policyId(row);
  if (all.added.some((one) => one.id === id))
    throw invalidField('valid_from', 'duplicate', 'this rule has a row of that day');
  const { kind, category, organisation, delay } = row;
  if (kind === 'internal') {
    if (!Object.hasOwn(targets2026, category)) throw invalidField('category', 'unknown', 'no such category');
  } else {
    if (category !== '') throw invalidField('category', 'not-here', 'only internal targets differ by category');
    if (organisation !== '')
      throw invalidField('organisation', 'not-here', 'delays that a text fixes are the same everywhere');
  }
  wholeDays(delay.amount, 'delay.amount', 1, MOST_DAYS);
  if (kind === 'internal') {
    const { delay: national } = policyFor(all, 'internal', category, validFrom);
    const most = organisation === '' ? LONGEST_TARGET : Math.min(LONGEST_TARGET, national.amount * LONGER);
    wholeDays(delay.amount, 'delay.amount', 1, most);
  }
  checkWarnings(row);
  checkLadder(row);
  return { ...row, id };
}

function checkWarnings({ kind, daysBefore, shares, delay }: Omit<AddedPolicy, 'id'>): void {
  if (kind === 'dashboard' && daysBefore.length + shares.length > 0)
    throw invalidField('days_before', 'not-here', 'the threshold is itself a warning');
  if (daysBefore.length + shares.length > MOST_WARNINGS)
    throw invalidField('days_before', 'too-many', `at most ${MOST_WARNINGS} warnings`);
  for (const [i, days] of daysBefore.entries()) wholeDays(days, `days_before.${i}`, 1, delay.amount - 1);
  if (new Set(daysBefore).size < daysBefore.length)
    throw invalidField('days_before', 'duplicate', 'a day stands twice');
  for (const [i, share] of shares.entries())
    if (!(share > 0 && share < 1)) throw invalidField(`shares.${i}`, 'range', 'must lie between 0 and 1');
  if (new Set(shares).size < shares.length) throw invalidField('shares', 'duplicate', 'a share stands twice');
}

function checkLadder({ kind, ladder }: Omit<AddedPolicy, 'id'>): void {
  if (ladder.length === 0) throw invalidField('ladder', 'required', 'a breach must reach somebody');
  if (kind === 'dashboard' && ladder.length > 1)
    throw invalidField('ladder', 'too-many', 'the threshold is told to one level');
  const known = (level: string): level is Level => (levels as readonly string[]).includes(level);
  let [rank, day] = [-1, 0];
  for (const [i, { level, afterDays }] of ladder.entries()) {
    if (!known(level)) throw invalidField(`ladder.${i}.level`, 'unknown', `one of ${levels.join(', ')}`);
    wholeDays(afterDays, `ladder.${i}.after_days`, 0, MOST_DAYS);
    if (levels.indexOf(level) <= rank) throw invalidField(`ladder.${i}.level`, 'order', 'levels go upwards');
    if (afterDays < day) throw invalidField(`ladder.${i}.after_days`, 'order', 'a higher level hears later');
    [rank, day] = [levels.indexOf(level), afterDays];
  }
}

function wholeDays(value: number, field: string, least: number, most: number): void {
  const wrong: AppError | undefined =
    Number.isInteger(value) && value >= least && value <= most
      ? undefined
      : invalidField(field, 'range', `must be a whole number from ${least} to ${most}`);
  if (wrong !== undefined) throw wrong;
}

/** The rules with rows that were added to them. */
export function withAdded(base: Policies, added: readonly AddedPolicy[]): Policies {
  const rows = [...added].sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1));
  const dated = (kind: PolicyKind, pausable = false) =>
    rows
      .filter((row) => row.kind === kind)
      .map(({ validFrom, source, delay, daysBefore, shares, ladder }) => ({
        validFrom,
        source,
        value: { delay, daysBefore, shares, ladder, pausable },
      }));
  return {
    ...base,
    legal: [...base.legal, ...dated('legal')],
    acknowledgement: [...base.acknowledgement, ...dated('acknowledgement')],
    dashboard: [...base.dashboard, ...dated('dashboard')],
    producing: [...base.producing, ...dated('producing', true)],
    posting: [...base.posting, ...dated('posting')],
    delivering: [...base.delivering, ...dated('delivering')],
    'delivering-abroad': [...base['delivering-abroad'], ...dated('delivering-abroad')],
    added: [...base.added, ...rows],
  };
}
