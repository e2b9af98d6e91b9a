import { startLoad } from '@jamaa/e2e/load';
import { newId } from '@jamaa/kit';
import { until } from '@jamaa/kit/testing';
import type { ServiceName } from '@jamaa/stack';
import { headers } from '@nats-io/transport-node';
import { atBroker } from '../broker.ts';
import { type Drill, mustHold, timed } from '../drill.ts';
import { acknowledged, storedCases, untilWhole } from '../filings.ts';
import type { World } from '../world.ts';

const type = 'jamaa.intake.complaint.submitted.v1';

/** An event that no consumer can apply stands in the stream among good ones. */
export const poisonMessage: Drill = {
  name: 'poison-message',
  fault: 'an event complaint.submitted that says nothing of a complaint is published into the stream of intake',
  holds: 'it is parked alone, with its reason, by those that read it; every other case goes the whole way',
  withinMs: 300_000,
  async run(world: World) {
    const { settings } = await world.stack();
    const load = startLoad(world.reduced ? 4 : 10);
    await load.accepts(4);
    const aggregate = newId();
    const broker = {
      url: `nats://127.0.0.1:${settings.ports.nats}`,
      user: 'admin',
      password: settings.secrets.password('admin'),
    };
    await atBroker(broker, async (live) => {
      const h = headers();
      for (const [name, value] of Object.entries({
        'ce-id': newId(),
        'ce-type': type,
        'ce-subject': aggregate,
        'ce-time': new Date().toISOString(),
        'ce-aggregateversion': '1',
      }))
        h.set(name, value);
      await live.js.publish('jamaa.00.intake.complaint.submitted', new Uint8Array(), { headers: h });
    });
    const parked = await timed(() =>
      Promise.all((['routing', 'sla'] as const).map((name) => letterOf(world, name, aggregate))),
    );
    await load.accepts(4);
    await load.end();
    const told = acknowledged(load);
    await untilWhole(world, told);
    mustHold('every acknowledged filing is stored', (await storedCases(world, told)).length === told.length);
    return {
      lost: `nothing of ${told.length} acknowledged filings; parked as ${[...new Set(parked.value)].join(', ')}`,
      took: { parkedAfterSeconds: parked.seconds },
    };
  },
};

/** Waits until a service has parked the aggregate; returns why. */
const letterOf = (world: World, service: ServiceName, aggregateId: string): Promise<string> =>
  until(
    `${service} has parked it`,
    () =>
      world.database(service, async (connection) => {
        const letter = await connection
          .collection<{ aggregateId: string; state: string; reason: { code: string } }>('dead_letters')
          .findOne({ aggregateId, state: 'parked' });
        return letter?.reason.code;
      }),
    120_000,
  );
