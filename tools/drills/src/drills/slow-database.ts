import { setTimeout as pause } from 'node:timers/promises';
import { untilReady } from '@jamaa/e2e';
import { startLoad } from '@jamaa/e2e/load';
import { type Drill, mustHold, timed } from '../drill.ts';
import { acknowledged, storedCases, untilWhole } from '../filings.ts';
import type { World } from '../world.ts';

/** The database answers late: it runs a third of the time. */
export const slowDatabase: Drill = {
  name: 'slow-database',
  fault: 'the database process is frozen (SIGSTOP) for 400 ms and let go (SIGCONT) for 200 ms, again and again',
  holds: 'callers wait or are told when to try again; nothing acknowledged is lost; it goes on by itself',
  withinMs: 300_000,
  async run(world: World) {
    const pid = (await world.stack()).pidOf('mongo');
    if (pid === undefined) throw new Error('no database runs');
    const load = startLoad(4);
    await load.accepts(4);
    const end = performance.now() + (world.reduced ? 5_000 : 30_000);
    while (performance.now() < end) {
      process.kill(pid, 'SIGSTOP');
      await pause(400);
      process.kill(pid, 'SIGCONT');
      await pause(200);
    }
    const over = await timed(async () => {
      await untilReady();
      await load.end();
      await untilWhole(world, acknowledged(load));
    });
    const told = acknowledged(load);
    const answers = new Set(load.filings.flatMap(({ attempts }) => attempts.map(({ status }) => status)));
    mustHold(
      'every answer is a 201, or says when to try again',
      [...answers].every((status) => [201, 409, 503, 504].includes(status)),
      [...answers],
    );
    mustHold('every acknowledged filing is stored', (await storedCases(world, told)).length === told.length);
    return { lost: `nothing of ${told.length} acknowledged filings`, took: { afterwardsSeconds: over.seconds } };
  },
};
