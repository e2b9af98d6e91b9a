import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { journalRows } from '@jamaa/kit';
import { intakeEvents } from '@jamaa/proto/catalog';
import { fetchServer, freePort, pinnedNats, serversFolder, startNats } from '@jamaa/stack';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anonymous, listRequest, person } from './support/client.ts';
import { createWorld, type IntakeProcess, type World } from './support/world.ts';

type Broker = Awaited<ReturnType<typeof startNats>>;

/** A broker of this suite's own, which may be down. */
describe('without the broker', () => {
  let place: string;
  let broker: Broker | undefined;
  let start: () => Promise<Broker>;
  let world: World;
  let intake: IntakeProcess;

  beforeAll(async () => {
    place = await mkdtemp(join(tmpdir(), 'jamaa-broker-'));
    const executable = await fetchServer(pinnedNats, serversFolder(), (line) => process.stderr.write(`${line}\n`));
    const port = await freePort();
    start = () => startNats({ executable, port, data: join(place, 'data'), log: join(place, 'log') });
    broker = await start();
    world = await createWorld({ NATS_URL: `nats://127.0.0.1:${port}` });
    await broker.stop('SIGKILL');
  }, 60_000);
  afterAll(async () => {
    await world.close();
    await broker?.stop();
    await rm(place, { recursive: true, force: true });
  });

  it('intake starts, is ready, and accepts', async () => {
    intake = await world.start();
    world.startRouting();
    const filed = await Promise.all(Array.from({ length: 5 }, () => intake.submit()));
    const { complaints } = await intake.as(person('gestionnaire'))('list', listRequest({}));
    expect(complaints.map((one) => one.snapshot?.reference).sort()).toEqual(filed.map((one) => one.reference).sort());
    const { complaint } = await intake.as(anonymous)('get', {
      reference: filed[0]?.reference ?? '',
      trackingCode: filed[0]?.trackingCode ?? '',
    });
    expect(complaint?.snapshot?.state).toBe('COMPLAINT_STATE_RECEIVED');
    expect(await journalRows(world.mongo).countDocuments({ pending: true })).toBe(5);
  });

  it('and catches up when it comes: everything is published and assigned', async () => {
    broker = await start();
    const rows = await world.mongo.collection<{ reference: string }>('complaints').find({}).toArray();
    await world.untilAssigned(...rows.map((row) => row.reference));
    const submitted = await world.published(intakeEvents.submitted.type);
    expect(submitted.sort()).toEqual(rows.map((row) => `${String(row._id)} 1`).sort());
  }, 60_000);
});
