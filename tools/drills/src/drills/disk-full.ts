import { call, untilReady } from '@jamaa/e2e';
import { startLoad } from '@jamaa/e2e/load';
import { until } from '@jamaa/kit/testing';
import { type Drill, mustHold, timed } from '../drill.ts';
import { acknowledged, refusals, storedCases, untilWhole } from '../filings.ts';
import { metricOf, readinessOf } from '../told.ts';
import { needed, type World } from '../world.ts';

/** The database's disk is full: it can write nothing, and cannot be started either until it has room again. */
export const diskFull: Drill = {
  name: 'disk-full',
  fault:
    'the size of the database’s files is limited (RLIMIT_FSIZE, SIGXFSZ ignored): each write fails, as with no space left; it is then killed, and cannot start on the full disk',
  holds:
    'filings are refused with 503 and Retry-After, never with 500, never accepted and lost; readiness and the metric of the alert tell it; with room again the platform goes on by itself',
  withinMs: 300_000,
  async run(world: World) {
    const stack = await world.stack();
    const pid = stack.pidOf('mongo');
    if (pid === undefined) throw new Error('no database runs');
    const load = startLoad(world.reduced ? 2 : 4);
    await load.accepts(world.reduced ? 4 : 20);
    const failures = await failedCommands(world);
    await fillDisk(world, pid);
    const noticed = await timed(() =>
      until('intake says that it is not ready', async () => (await readinessOf(world, 'intake')) === 503, 30_000),
    );
    await load.begins(world.reduced ? 4 : 20);
    mustHold('failed commands are counted, as the alert needs', (await failedCommands(world)) > failures);
    const reads = (await call('GET', '/v1/categories')).status;
    process.kill(pid, 'SIGKILL');
    const started = new Set<number | undefined>([pid, undefined]);
    await until('it was started twice on the full disk', () => started.add(stack.pidOf('mongo')).size >= 4, 30_000);
    await load.begins(world.reduced ? 4 : 20);
    await world.room('mongo').give(undefined);
    const back = await timed(async () => {
      await untilReady();
      await load.accepts(4);
    });
    await load.end();
    const told = acknowledged(load);
    await untilWhole(world, told);
    mustHold('every acknowledged filing is stored', (await storedCases(world, told)).length === told.length);
    const refused = refusals(load);
    mustHold('filings were refused at all', refused > 0);
    return {
      lost: `nothing of ${told.length} acknowledged filings; ${refused} answers “come again”, reference data answered ${reads}`,
      took: { unreadyAfterSeconds: noticed.seconds, acceptingAfterSeconds: back.seconds },
    };
  },
};

/**
 * Fills the disk, and lets a write of the drill be the first to find it so: the embedded server (beta) acknowledges the one transaction whose
 * log write fails first, and loses it. MongoDB ends itself there.
 */
async function fillDisk(world: World, pid: number): Promise<void> {
  const stack = await world.stack();
  const services = needed.map((name) => stack.pidOf(name)).filter((one) => one !== undefined);
  await world.database('intake', async (connection) => {
    const rows = connection.collection('drill');
    await rows.insertOne({});
    for (const one of services) process.kill(one, 'SIGSTOP');
    try {
      // Behind whatever the services had sent before they stood still.
      await rows.insertOne({});
      await rows.drop();
      await world.room('mongo').fill(pid, 512);
      const refused = await rows.insertOne({}).catch((error: unknown) => error);
      mustHold('a full disk refuses a write', refused instanceof Error, refused);
    } finally {
      for (const one of services) process.kill(one, 'SIGCONT');
    }
  });
}

const failedCommands = async (world: World): Promise<number> =>
  (await metricOf(world, 'intake', 'database_command_seconds_count', { outcome: 'failed' })).reduce(
    (sum, value) => sum + value,
    0,
  );
