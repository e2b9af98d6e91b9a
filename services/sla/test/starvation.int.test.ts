import { createClock, journalRows } from '@jamaa/kit';
import { until } from '@jamaa/kit/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { SlaContext } from '../src/context.ts';
import { type ClockRow, clockRows, rowOf } from '../src/store/clock-rows.ts';
import { after, fullLine, type Told } from './support/specification.ts';
import { caseNumber, createWorld, moveTo, type World } from './support/world.ts';

const DUE = 2_000;
/** The oldest of all: answered, but their events have not come. They must not stand in the way. */
const ANSWERED = 700;
const commune = 'commune:03.451.01.09';

describe('newest-100 scan: many clocks due at once', () => {
  let world: World;
  let sla: SlaContext | undefined;
  const clock = createClock();

  beforeAll(async () => {
    world = await createWorld();
    world.directory.lines.set(commune, fullLine);
    const rows: ClockRow[] = [];
    for (let n = 0; n < DUE + ANSWERED; n += 1) {
      const receivedAt = new Date(Date.parse('2026-01-05T09:00:00Z') + n * 60_000);
      const about = { receivedAt, organisation: commune, unit: 'technical' };
      const told: Told[] = [['submitted', receivedAt.toISOString(), about]];
      const { legal } = after(caseNumber(n, told));
      if (legal !== undefined) rows.push(rowOf(legal, undefined));
      const answered: Told = ['answered', receivedAt.toISOString()];
      world.intake.know(caseNumber(n, n < ANSWERED ? [...told, answered] : told));
    }
    await clockRows(world.mongo).insertMany(rows, { ignoreUndefined: true });
    // The threshold of thirty days has been reached by all of them, and nothing after it.
    moveTo(clock, '2026-02-10T12:00:00Z');
  });
  afterAll(async () => {
    await sla?.platform.close();
    await world.close();
  });

  it('fires every one of them once, the oldest first, whatever stands before them', async () => {
    sla = await world.startSla(clock);
    await until('all fired', async () => (await journalRows(world.mongo).countDocuments({})) >= DUE, 30_000);
    const nothingDue = { armed: true as const, nextAt: { $lte: clock.now() } };
    await until('nothing due', async () => (await clockRows(world.mongo).countDocuments(nothingDue)) === 0);
    const events = await journalRows(world.mongo).find({}).sort({ _id: 1 }).project({ aggregateId: 1 }).toArray();
    const numbers = events.map((event) => Number(String(event['aggregateId']).slice(-12, -6)));
    expect(new Set(numbers).size).toBe(DUE);
    expect(Math.min(...numbers)).toBe(ANSWERED);
    const days = numbers.map((n) => Math.floor((n + 9 * 60) / 1_440));
    expect(days).toEqual([...days].sort((a, b) => a - b));
    expect(world.intake.asked.largest).toBe(500);
    expect(world.directory.asked).toEqual([`${commune} technical`]);
  });
});
