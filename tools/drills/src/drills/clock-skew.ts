import { rm, writeFile } from 'node:fs/promises';
import { untilReady } from '@jamaa/e2e';
import { startLoad } from '@jamaa/e2e/load';
import { until } from '@jamaa/kit/testing';
import { type Drill, mustHold, timed } from '../drill.ts';
import { acknowledged, refusals, storedCases, untilWhole } from '../filings.ts';
import { metricOf } from '../told.ts';
import type { World } from '../world.ts';

const SECOND_MS = 1_000;
/** Ahead and behind: within what tokens between services bear. */
const TOLERATED_S = 45;
const BEYOND_S = -300;
/** The ticker's lease is short: a holder that a busy machine stops for a second loses it, whatever its clock. */
const LAPSES = 4;

/** Clocks of processes disagree with each other and with the database's. */
export const clockSkew: Drill = {
  name: 'clock-skew',
  fault:
    'processes are ended and start again with wrong clocks (CLOCK_SKEW_FILE): sla 45 s ahead, a second sla 45 s behind, intake 30 s behind, then 5 min',
  holds:
    'no acknowledged filing is lost; leases do not go back and forth between clocks; deadlines fire once, and early by no more than the clock; the metric of the alert tells each; beyond two minutes services refuse each other, and go on once clocks are right',
  withinMs: 600_000,
  async run(world: World) {
    const stack = await world.stack();
    const load = startLoad(4);
    await load.accepts(4);
    await setClock(world, 'sla', TOLERATED_S);
    await setClock(world, 'intake', -30);
    const slow = world.skewFile('sla-2');
    await writeFile(slow, String(-TOLERATED_S * SECOND_MS));
    await stack.replica('sla', { CLOCK_SKEW_FILE: slow });
    const before = await changesOf(world);
    await load.accepts(20);
    const changes = (await changesOf(world)) - before;
    mustHold('leases do not go back and forth between two clocks', changes <= LAPSES, changes);
    const filed = acknowledged(load);
    await untilWhole(world, filed.slice(0, 8));
    const first = await fires(world, filed.slice(0, 4), TOLERATED_S + 5);
    const held = await changesOf(world);
    await world.startAnew('sla');
    await until('the other one has taken the leases', async () => (await changesOf(world)) > held, 30_000);
    const second = await fires(world, filed.slice(4, 8), 5 - TOLERATED_S);

    const beyond = await timed(() => setClock(world, 'intake', BEYOND_S));
    await load.begins(20);
    const refusedBeyond = refusals(load);
    const right = await timed(async () => {
      await Promise.all(['sla', 'intake'].map((name) => rm(world.skewFile(name))));
      await Promise.all([world.startAnew('sla'), world.startAnew('intake')]);
      await untilReady();
      await load.accepts(4);
      await load.end();
      await untilWhole(world, acknowledged(load));
    });
    const told = acknowledged(load);
    mustHold('every acknowledged filing is stored', (await storedCases(world, told)).length === told.length);
    return {
      lost: `nothing of ${told.length} acknowledged filings; ${refusedBeyond} answers “come again”`,
      took: {
        leasesChanged: changes,
        firedOffSeconds: Math.max(first, second),
        toldBeyondAfterSeconds: beyond.seconds,
        wholeAfterwardsSeconds: right.seconds,
      },
    };
  },
};

/** Starts a service anew with its clock so wrong, and waits until its metric says so. */
async function setClock(world: World, service: 'sla' | 'intake', seconds: number): Promise<void> {
  await writeFile(world.skewFile(service), String(seconds * SECOND_MS));
  await world.startAnew(service);
  await until(`${service} tells that its clock is wrong by ${seconds} s`, async () => {
    const [offset = 0] = await metricOf(world, service, 'clock_offset_seconds');
    return Math.abs(offset - seconds) < 2;
  });
}

/** How often leases of sla have changed hands so far. */
const changesOf = (world: World): Promise<number> =>
  world.database('sla', async (connection) => {
    const rows = await connection.collection<{ fence: number }>('leases').find({}).toArray();
    return rows.reduce((sum, { fence }) => sum + fence, 0);
  });

interface ClockRow {
  readonly _id: string;
  readonly complaintId: string;
  readonly head: { readonly version: number };
}

/**
 * Lets the next steps of these cases' clocks come due in so many seconds, and waits until they are fired, once each.
 * @returns by how many seconds early (or late), the furthest
 */
async function fires(world: World, references: readonly string[], inSeconds: number): Promise<number> {
  const ids = (await storedCases(world, references)).map(({ _id }) => _id);
  return world.database('sla', async (connection) => {
    const rows = connection.collection<ClockRow>('clocks');
    const clocks = await rows.find({ complaintId: { $in: ids }, armed: true }).toArray();
    mustHold('the cases have clocks', clocks.length >= ids.length);
    const due = new Date(Date.now() + inSeconds * SECOND_MS);
    for (const { _id } of clocks)
      await rows.updateOne({ _id }, { $set: { nextAt: due, 'next.at': due }, $inc: { version: 1 } });
    const steps = async (): Promise<number[]> => {
      const now = await rows.find({ complaintId: { $in: ids } }).toArray();
      return clocks.map(({ _id, head }) => (now.find((one) => one._id === _id)?.head.version ?? 0) - head.version);
    };
    await until('every clock has fired', async () => (await steps()).every((count) => count > 0), 150_000);
    const off = (due.getTime() - Date.now()) / SECOND_MS;
    // Late it may be for other reasons: steps wait while a neighbour that they ask does not answer.
    mustHold('no earlier than the clock is ahead', off <= TOLERATED_S + 5, off);
    mustHold(
      'each fired once',
      (await steps()).every((count) => count === 1),
      await steps(),
    );
    return Math.round(Math.abs(off));
  });
}
