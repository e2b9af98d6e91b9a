import { type Clock, type Level, levelKey, levels, type Step } from './clock.ts';
import type { Rules } from './policies/rules.ts';
import { nextStep, stepsOf } from './schedule.ts';

/** Who stands on the line of supervision of an organisation, per level, lowest first. */
export interface LineLevel {
  readonly level: Level;
  readonly organisation: string;
  readonly accountIds: readonly string[];
}

/** What a step that fires tells, and to whom. */
export type Outcome =
  | { readonly type: 'warned'; readonly rule: string; readonly accountIds: readonly string[] }
  | { readonly type: 'breached'; readonly breachedAt: Date; readonly accountIds: readonly string[] }
  | {
      readonly type: 'escalated';
      readonly level: Level;
      readonly organisation: string;
      readonly accountIds: readonly string[];
      /** Levels below it that had nobody. */
      readonly vacant: readonly Level[];
    };

export interface Firing {
  readonly clock: Clock;
  readonly outcome: Outcome;
}

/**
 * Fires the clock's next step. Warnings and breaches go to the nearest people of the line, an escalation to its level or, where
 * that has nobody, at once to the first one above that has. `undefined`: nobody stands at the level or above, so it must wait.
 */
export function fire(clock: Clock, step: Step, line: readonly LineLevel[], rules: Rules): Firing | undefined {
  switch (step.kind) {
    case 'warning': {
      const outcome: Outcome = { type: 'warned', rule: step.key, accountIds: nearest(line, step.to) };
      return { clock: behind(clock, [step.key, ...step.covers], step.at, rules), outcome };
    }
    case 'breach': {
      const breached: Clock = { ...clock, state: 'breached', breachedAt: step.at };
      const outcome: Outcome = { type: 'breached', breachedAt: step.at, accountIds: nearest(line) };
      return { clock: behind(breached, [step.key], step.at, rules), outcome };
    }
    case 'level': {
      const found = firstWithPeople(step.level, line);
      if (found === undefined) return undefined;
      const told = [...found.vacant, found.level];
      const next = behind({ ...clock, level: found.level }, told.map(levelKey), step.at, rules);
      return { clock: next, outcome: { type: 'escalated', ...found } };
    }
  }
}

function firstWithPeople(from: Level, line: readonly LineLevel[]) {
  const vacant: Level[] = [];
  for (const level of levels.slice(levels.indexOf(from))) {
    const here = line.filter((one) => one.level === level && one.accountIds.length > 0);
    const [first] = here;
    if (first !== undefined) {
      return { level, organisation: first.organisation, accountIds: peopleOf(here), vacant };
    }
    vacant.push(level);
  }
  return undefined;
}

function nearest(line: readonly LineLevel[], from: Level = 'unit'): readonly string[] {
  for (const level of levels.slice(levels.indexOf(from))) {
    const people = peopleOf(line.filter((one) => one.level === level));
    if (people.length > 0) return people;
  }
  return [];
}

const peopleOf = (line: readonly LineLevel[]): string[] => [...new Set(line.flatMap((one) => one.accountIds))];

function behind(clock: Clock, keys: readonly string[], fired: Date, rules: Rules): Clock {
  const passed = [...new Set([...clock.passed, ...keys])];
  const steps = clock.dueAt === undefined ? [] : stepsOf(clock, clock.dueAt, rules);
  return { ...clock, passed, next: nextStep(steps, passed, fired) };
}
