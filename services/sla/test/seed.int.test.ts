import { connectMongo, createClock, floorRows, journalRows, replayPage } from '@jamaa/kit';
import { until } from '@jamaa/kit/testing';
import { ReplayRequest } from '@jamaa/proto/platform/v1/platform';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { seedClocks } from '../src/seed/run.ts';
import { clockRows } from '../src/store/clock-rows.ts';
import { openClocks } from '../src/store/open-clocks.ts';
import { fullLine, type Told } from './support/specification.ts';
import { caseNumber, createWorld, moveTo, type World } from './support/world.ts';

const commune = 'commune:03.451.01.09';
const at = new Date('2026-07-20T12:00:00Z');
const filed: Told = ['submitted', '2026-06-01T09:00:00Z', { organisation: commune, unit: 'technical' }];
let world: World;

beforeAll(async () => {
  world = await createWorld();
  world.directory.lines.set(commune, fullLine);
});
afterAll(() => world.close());

it('clocks written in bulk are those of the service, fire nothing of the past, and their events are not read again', async () => {
  const open = caseNumber(1, [filed]);
  const answered = caseNumber(2, [filed, ['answered', '2026-06-20T09:00:00Z']]);
  await world.intake.tell([...open, ...answered]);
  const env = world.suite.env('intake');
  const intake = await connectMongo({ uri: env.MONGODB_URI, database: env.MONGODB_DATABASE ?? '', appName: 'test' });
  await until('published', async () => (await journalRows(intake).countDocuments({ pending: true })) === 0);
  const page = await replayPage(intake, ReplayRequest.fromPartial({}));
  await intake.close();
  async function* pages() {
    yield page;
  }
  const done = await seedClocks(world.mongo, pages(), at);
  expect(done).toMatchObject({ complaints: 2, events: 3, clocks: 4, open: 2, breached: 2 });
  expect(await openClocks(world.mongo)).toEqual({ legal: 1, internal: 1 });
  const id = `${open[0]?.complaint.id}`;
  const seeded = await clockRows(world.mongo).findOne({ _id: `${id}/legal` });
  expect(seeded?.passed).toEqual(['T30', 'J-15']);
  expect(seeded?.next?.key).toBe('J-5');

  const clock = createClock();
  moveTo(clock, at.toISOString());
  const sla = await world.startSla(clock);
  try {
    await until('beyond the seed', async () => {
      const floor = await floorRows(world.mongo).findOne({ _id: 'intake' });
      return floor !== null && floor.stream !== 'none yet' && floor.healing === undefined;
    });
    const text = await sla.platform.metrics.registry.metrics();
    expect(text).not.toMatch(/consumer_healed_events_total\{source="intake"\} [1-9]/);
    await world.intake.tell(caseNumber(1, [filed, ['answered', '2026-07-20T11:00:00Z']]).slice(1));
    await until('the next event is applied', async () => {
      const row = await clockRows(world.mongo).findOne({ _id: `${id}/legal` });
      return row?.state === 'met' && row.version === 2;
    });
    expect((await world.events(id)).map(({ what }) => what)).toEqual(['breach']);
  } finally {
    await sla.platform.close();
  }
});
