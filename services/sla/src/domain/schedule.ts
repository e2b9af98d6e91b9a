import {
  type Deadline,
  dueDate,
  localDateOf,
  type Suspended,
  type WarningRule,
  warningInstants,
} from '@jamaa/deadlines';
import { type Clock, levelKey, type Step } from './clock.ts';
import { nextOfficeOpening, officeOpening } from './office-opening.ts';
import { type ClockPolicy, policyFor, thresholdOn } from './policies/policies.ts';
import { calendarOf, type Rules } from './policies/rules.ts';
import { inside } from './supervision.ts';

type Counted = Pick<Clock, 'kind' | 'startedAt' | 'delay' | 'pauses' | 'about'>;

/** The rule a clock runs under: by the local date of its start, so that a later rule leaves it alone. */
export const policyOf = (clock: Pick<Clock, 'kind' | 'startedAt' | 'about'>, rules: Rules) =>
  policyFor(
    rules.policies,
    clock.kind,
    clock.about.category,
    localDateOf(clock.startedAt, rules.calendar),
    clock.about.organisation,
  );

/** When it ends, or that it waits for a complement. */
export function deadlineOf(clock: Counted, rules: Rules): Deadline | Suspended {
  return dueDate(input(clock, rules));
}

/** Every step of a clock that is due at `dueAt`, in the order in which they come. */
export function stepsOf(clock: Counted, dueAt: Date, rules: Rules): Step[] {
  const policy = policyOf(clock, rules);
  const own = calendarOf(rules, clock.about.organisation);
  const rungs = clock.about.training === true ? inside(policy.ladder) : policy.ladder;
  const ladder = rungs.map(({ level, afterDays }): Step => {
    const at = officeOpening(dueAt, afterDays, own) ?? dueAt;
    return { kind: 'level', key: levelKey(level), level, at };
  });
  const threshold = thresholdStep(clock, dueAt, rules);
  const before = [...warnings(clock, policy, rules), ...threshold].sort((a, b) => a.at.getTime() - b.at.getTime());
  return [...before, { kind: 'breach', key: 'breach', at: dueAt }, ...ladder];
}

/** The managers' threshold of a legal clock: told when offices open on the day on which the case is older, never after its end. */
function thresholdStep(clock: Counted, dueAt: Date, rules: Rules): Step[] {
  if (clock.kind !== 'legal') return [];
  const { days, level } = thresholdOn(rules.policies, localDateOf(clock.startedAt, rules.calendar));
  const at = officeOpening(clock.startedAt, days + 1, calendarOf(rules, clock.about.organisation));
  if (at === undefined || at >= dueAt) return [];
  const key = `T${days}`;
  return [{ kind: 'warning', key, covers: [key], at, to: level }];
}

/**
 * The first step that is neither behind the clock nor earlier than the one that has just fired: a rule that came later adds no
 * reminder of a time that is over.
 */
export const nextStep = (steps: readonly Step[], passed: readonly string[], fired: Date): Step | undefined =>
  steps.find((step) => !passed.includes(step.key) && (step.kind !== 'warning' || step.at >= fired));

/**
 * What lies ahead of a clock that is planned, or planned anew, at `at`. Warnings whose time had passed before then leave as
 * one, when offices open next: a deposit registered late brings one reminder, not several, and none at night. `skipped` are
 * the keys of those that leave no more.
 */
export function stepsFrom(
  clock: Counted,
  dueAt: Date,
  passed: readonly string[],
  at: Date,
  rules: Rules,
): { next: Step | undefined; skipped: readonly string[] } {
  const ahead = stepsOf(clock, dueAt, rules).filter((step) => !passed.includes(step.key));
  const late = ahead.filter((step) => step.kind === 'warning').filter((step) => step.at < at);
  const following = ahead.find((step) => step.kind !== 'warning' || step.at >= at);
  const covers = late.flatMap((step) => step.covers);
  const last = late.at(-1);
  if (last === undefined) return { next: following, skipped: [] };
  const opening = nextOfficeOpening(at, calendarOf(rules, clock.about.organisation));
  // Another warning leaves that very morning, or the delay ends before: nothing to remind of.
  if (following !== undefined && following.at <= opening) return { next: following, skipped: covers };
  return { next: { ...last, covers, at: opening }, skipped: [] };
}

function warnings(clock: Counted, policy: ClockPolicy, rules: Rules): Step[] {
  const { daysBefore, shares } = policy;
  return warningInstants({ ...input(clock, rules), daysBefore, shares }).map((warning): Step => {
    const covers = warning.rules.map(ruleName);
    return { kind: 'warning', key: covers.at(-1) ?? '', covers, at: new Date(warning.at) };
  });
}

const ruleName = (rule: WarningRule): string =>
  rule.kind === 'days-before' ? `J-${rule.days}` : `${Math.round(rule.share * 100)}%`;

const input = (clock: Counted, rules: Rules) => ({
  receivedAt: clock.startedAt,
  delay: clock.delay,
  calendar: calendarOf(rules, clock.about.organisation),
  ...(clock.pauses.length > 0 ? { pauses: clock.pauses } : {}),
});
