import { isDeepStrictEqual } from 'node:util';
import { call, messagesWith, tokenOf } from '@jamaa/e2e';
import { until } from '@jamaa/kit/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { countedByHand, figuresTold } from './story/figures.ts';
import { fileOf, unitAt } from './story/files.ts';
import { generatedScripts } from './story/generated.ts';
import { observedSayings } from './story/observed.ts';
import { expected } from './story/oracle/case.ts';
import { dayOf, instantOf, moment } from './story/oracle/days.ts';
import { reforms } from './story/reforms.ts';
import { peopleOfLevel, peopleOfUnit, type Script, scripts } from './story/script.ts';
import { Stage } from './story/stage.ts';
import { createTimeMachine, type TimeMachine } from './story/time-machine.ts';

const FIRST = dayOf('2026-02-02');
const LAST = FIRST + 90;
const MINUTE_MS = 60_000;

const cast: readonly Script[] = [...scripts, ...generatedScripts(40, 20_260_202)];

interface Step {
  readonly at: number;
  readonly play: () => Promise<void>;
}

/**
 * Ninety days of business time on the real processes: Ramadan’s change of the clocks, a holiday moved midway, cases in every state. The
 * oracle of `story/oracle` counts the same days from the texts and knows nothing of the platform.
 */
describe('ninety days', () => {
  const stage = new Stage();
  const steps = scheduleOf(stage);
  let machine: TimeMachine;
  /** What each case's clocks said, one line each; by name. */
  const said = new Map<string, string[]>();

  beforeAll(async () => {
    machine = await createTimeMachine();
    for (const { at, play } of steps) {
      await machine.moveTo(at);
      await play();
      await machine.settled();
    }
    await observe();
  }, 900_000);
  afterAll(() => machine.close());

  async function observe(): Promise<void> {
    const names = new Map([...stage.filed].map(([name, { reference }]) => [reference, name]));
    const people = await peopleById();
    for (const one of await observedSayings(machine.database)) {
      const name = names.get(one.reference) ?? one.reference;
      const to = one.accounts.map((id) => people.get(id) ?? id).sort();
      const line = `${slot(one.at, 'last')} ${one.clock} ${one.what} → ${to.join(', ')}`;
      said.set(name, [...(said.get(name) ?? []), line]);
    }
  }

  /** The step of the story in which an instant lies (the `last` one begun) or which comes first after it. */
  function slot(instant: number, which: 'last' | 'next'): string {
    const found = which === 'last' ? steps.findLast(({ at }) => at <= instant) : steps.find(({ at }) => at >= instant);
    return new Date(found?.at ?? 0).toISOString();
  }

  /** What the oracle has a case's clocks say. */
  const sayingsOf = (script: Script) =>
    expected(fileOf(script, instantOf(LAST, '00:00')), LAST).sayings.map(({ clock, what, at }) => {
      const people = peopleOfLevel[what] ?? peopleOfUnit[unitAt(script, at)] ?? [];
      return { line: `${slot(at, 'next')} ${clock} ${what} → ${[...people].sort().join(', ')}`, people };
    });

  const all = cast.map((script) => [script.name, script] as const);

  it.each(all)('%s: each warning, breach and escalation once, on its day, to those it concerns', (name, script) => {
    const lines = sayingsOf(script).map(({ line }) => line);
    expect((said.get(name) ?? []).toSorted()).toEqual(lines.toSorted());
  });

  it.each(all)('%s: the deadlines that run on', async (name, script) => {
    const { due } = expected(fileOf(script, instantOf(LAST, '00:00')), LAST);
    const answer = await call('GET', `/v1/complaints/${stage.of(name).reference}/clocks`, {
      token: await tokenOf('gestionnaire.sefrou'),
    });
    const running = (answer.body.clocks as { kind: string; dueAt?: string; endedAt?: string }[]).filter(
      (clock) => clock.dueAt !== undefined && due[clock.kind] !== undefined,
    );
    const told = Object.fromEntries(running.map((clock) => [clock.kind, clock.dueAt]));
    const counted = Object.entries(due).map(([kind, at]) => [kind, new Date(at).toISOString()]);
    expect(told).toEqual(Object.fromEntries(counted));
  });

  it.each(all)('%s: every word of a clock is a message to a named person', async (name, script) => {
    const wanted = sayingsOf(script)
      .flatMap(({ people }) => people.map((who) => `${who}@demo.jamaa.example`))
      .toSorted();
    const told = await until('all messages', async () => {
      const messages = await messagesWith(stage.of(name).reference);
      const got = messages.flatMap(({ to }) => to).filter((address) => wanted.includes(address));
      return got.length >= wanted.length && got.toSorted();
    });
    expect(told).toEqual(wanted);
  });

  it('the figures of the commune, and what Prometheus is told, are those of its cases', async () => {
    const counted = await countedByHand([...stage.filed.values()]);
    expect(counted.overdue).toBeGreaterThan(0);
    await until('the figures follow', async () => isDeepStrictEqual(await figuresTold(), counted), 30_000);
  });
});

/** Midnights and mornings of all days, and what people do in between, in the order of time. */
function scheduleOf(stage: Stage): Step[] {
  const nothing = async (): Promise<void> => undefined;
  const days = Array.from({ length: LAST - FIRST }, (_, index) => FIRST + index);
  const watch = days.flatMap((day) => ['00:00', '08:30'].map((time) => instantOf(day, time) + MINUTE_MS));
  const end = instantOf(LAST, '00:00');
  const acts = cast.flatMap((script) => [
    { at: moment(script.at), play: () => stage.file(script) },
    ...script.acts.map((act) => ({ at: moment(act.at), play: () => stage.play(script.name, act) })),
  ]);
  return [...watch.map((at) => ({ at, play: nothing })), ...acts, ...reforms]
    .filter(({ at }) => at >= instantOf(FIRST, '08:30') && at < end)
    .sort((a, b) => a.at - b.at);
}

/** Account ids of everybody who may hear of a deadline, with the names they sign in with. */
async function peopleById(): Promise<Map<string, string>> {
  const names = [...new Set([...Object.values(peopleOfUnit), ...Object.values(peopleOfLevel)].flat())];
  const known = await Promise.all(
    names.map(async (name): Promise<[string, string]> => {
      const { body } = await call('GET', '/v1/me', { token: await tokenOf(name) });
      return [body.account, name];
    }),
  );
  return new Map(known);
}
