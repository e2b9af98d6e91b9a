import { type Clock, type ClockKind, caseFactsOf, isOpen } from './clock.ts';
import type { Change } from './decide.ts';
import { calendarOf, type Rules } from './policies/rules.ts';
import { deadlineOf, nextStep, policyOf, stepsFrom, stepsOf } from './schedule.ts';

/** The clocks of one complaint. */
export type Clocks = Readonly<Partial<Record<ClockKind, Clock>>>;

/** The clocks after a change. */
export function evolve(clocks: Clocks, change: Change, rules: Rules): Clocks {
  const before = clocks[change.kind];
  const after = change.type === 'started' ? start(change, rules) : before && evolveOne(before, change, rules);
  return after === undefined ? clocks : { ...clocks, [change.kind]: after };
}

type LaterChange = Exclude<Change, { type: 'started' }>;

/** One clock after a change. */
export function evolveOne(clock: Clock, change: LaterChange, rules: Rules): Clock {
  const { at } = change;
  switch (change.type) {
    case 'heard': {
      const { about, complaintVersion } = change;
      const next = { ...clock, about, complaintVersion };
      // Another category or body may have another target or calendar; the start and the pauses are the case's own and stay.
      return isOpen(clock) && countsOtherwise(clock, next, rules)
        ? plan({ ...next, ...ruleOf(next, rules) }, at, rules)
        : next;
    }
    case 'suspended':
      return plan({ ...clock, pauses: [...clock.pauses, { from: at.toISOString() }] }, at, rules);
    case 'resumed':
      return plan({ ...clock, pauses: closed(clock.pauses, at) }, at, rules);
    case 'recalculated':
      return plan(clock, at, rules);
    case 'reinstated':
      return plan({ ...clock, state: 'running', endedAt: undefined, endedBy: undefined }, at, rules);
    case 'restarted':
      return restart(clock, at, rules);
    case 'ended':
      return end(clock, change);
  }
}

function countsOtherwise(clock: Clock, next: Clock, rules: Rules): boolean {
  if (next.about.category === clock.about.category && next.about.organisation === clock.about.organisation)
    return false;
  if (ruleOf(next, rules).policy !== clock.policy) return true;
  return calendarOf(rules, next.about.organisation) !== calendarOf(rules, clock.about.organisation);
}

function start({ kind, at, startedAt, complaint }: Change & { type: 'started' }, rules: Rules): Clock {
  const { id, reference, version } = complaint;
  const clock = {
    complaintId: id,
    reference,
    kind,
    state: 'running' as const,
    startedAt,
    round: 0,
    pauses: [],
    passed: [],
    about: caseFactsOf(complaint),
    complaintVersion: version,
    calendarVersion: rules.calendar.version,
  };
  const planned = plan({ ...clock, ...ruleOf(clock, rules) }, at, rules);
  return complaint.imported === true ? passedOver(planned, at, rules) : planned;
}

/**
 * A clock of a case that another register had until an instant (our rule): what was planned before it is behind it without a word.
 * A breach counts from the day it came; the levels that it would have reached are not told of it now.
 */
function passedOver(clock: Clock, until: Date, rules: Rules): Clock {
  const { dueAt } = clock;
  if (dueAt === undefined) return clock;
  const steps = stepsOf(clock, dueAt, rules);
  const before = steps.filter((step) => step.at <= until);
  const keys = before.flatMap((step) => (step.kind === 'warning' ? [step.key, ...step.covers] : [step.key]));
  const passed = [...new Set([...clock.passed, ...keys])];
  const breached = before.some((step) => step.kind === 'breach');
  const next = nextStep(steps, passed, until);
  return { ...clock, passed, next, ...(breached ? { state: 'breached', breachedAt: dueAt } : {}) };
}

function restart(clock: Clock, at: Date, rules: Rules): Clock {
  const fresh = {
    ...clock,
    state: 'running' as const,
    startedAt: at,
    round: clock.round + 1,
    pauses: [],
    passed: [],
    breachedAt: undefined,
    level: undefined,
    endedAt: undefined,
    endedBy: undefined,
  };
  return plan({ ...fresh, ...ruleOf(fresh, rules) }, at, rules);
}

/** Ended by an instant up to the due one it is met (or stopped); after it, it was breached, also where nobody had noticed yet. */
function end(clock: Clock, { at, outcome, by }: Change & { type: 'ended' }): Clock {
  const ended = { ...clock, endedAt: at, endedBy: by, next: undefined };
  if (clock.breachedAt !== undefined) return { ...ended, state: 'breached' };
  if (clock.dueAt !== undefined && at > clock.dueAt) {
    return { ...ended, state: 'breached', breachedAt: clock.dueAt, passed: [...clock.passed, 'breach'] };
  }
  return { ...ended, state: outcome };
}

/**
 * Plans an open clock anew: due instant, state, next step. A breach that a later due instant undoes (a corrected category, a
 * holiday decreed) is taken back with its levels; warnings that have left do not leave again.
 */
function plan(clock: Clock, at: Date, rules: Rules): Clock {
  const deadline = deadlineOf(clock, rules);
  const calendarVersion = calendarOf(rules, clock.about.organisation).version;
  if (deadline.suspended) {
    return { ...takenBack(clock), calendarVersion, state: 'suspended', dueAt: undefined, next: undefined };
  }
  const dueAt = new Date(deadline.dueAt);
  const base = dueAt > at ? takenBack(clock) : clock;
  const { next, skipped } = stepsFrom(base, dueAt, base.passed, at, rules);
  const state = base.breachedAt === undefined ? 'running' : 'breached';
  return { ...base, calendarVersion, state, dueAt, next, passed: [...base.passed, ...skipped] };
}

function takenBack(clock: Clock): Clock {
  if (clock.breachedAt === undefined) return clock;
  const passed = clock.passed.filter((key) => key !== 'breach' && !key.startsWith('level:'));
  return { ...clock, passed, breachedAt: undefined, level: undefined };
}

function ruleOf(clock: Pick<Clock, 'kind' | 'startedAt' | 'about'>, rules: Rules): Pick<Clock, 'policy' | 'delay'> {
  const { id, delay } = policyOf(clock, rules);
  return { policy: id, delay };
}

const closed = (pauses: Clock['pauses'], at: Date): Clock['pauses'] =>
  pauses.map((pause) => (pause.to === undefined ? { ...pause, to: at.toISOString() } : pause));
