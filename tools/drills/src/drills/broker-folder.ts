import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { untilReady } from '@jamaa/e2e';
import { startLoad } from '@jamaa/e2e/load';
import { until } from '@jamaa/kit/testing';
import { type Drill, mustHold, timed } from '../drill.ts';
import { acknowledged, storedCases, untilWhole } from '../filings.ts';
import type { World } from '../world.ts';

/** The broker's streams are gone for good: everything that was on its way is in the journals. */
export const brokerFolder: Drill = {
  name: 'broker-folder',
  fault:
    'nats-server is frozen (SIGSTOP), its JetStream folder deleted, the process killed; the stack starts it again, empty',
  holds: 'filing goes on; nothing acknowledged is lost; after the migration step every case goes the whole way',
  withinMs: 300_000,
  async run(world: World) {
    const stack = await world.stack();
    const load = startLoad(world.reduced ? 4 : 10);
    await load.accepts(world.reduced ? 6 : 30);
    const pid = stack.pidOf('nats');
    if (pid === undefined) throw new Error('no broker runs');
    process.kill(pid, 'SIGSTOP');
    await rm(join(world.data, 'nats/jetstream'), { recursive: true });
    process.kill(pid, 'SIGKILL');
    await until('the broker is another process', () => ![undefined, pid].includes(stack.pidOf('nats')), 30_000);
    await load.accepts(world.reduced ? 6 : 60);
    const rebuilt = await timed(async () => {
      await stack.migrate();
      await untilReady();
      await load.accepts(5);
      await load.end();
      await untilWhole(world, acknowledged(load));
    });
    const told = acknowledged(load);
    const stored = await storedCases(world, told);
    mustHold('every acknowledged filing is stored', stored.length === told.length, { told: told.length });
    return { lost: `nothing of ${told.length} acknowledged filings`, took: { rebuildSeconds: rebuilt.seconds } };
  },
};
