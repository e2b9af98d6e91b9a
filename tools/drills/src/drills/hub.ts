import type { Country } from '@jamaa/e2e/cells';
import { HUB } from '@jamaa/kit';
import { databaseOf } from '@jamaa/stack';
import mongoose from 'mongoose';
import { type Drill, mustHold, timed } from '../drill.ts';
import type { World } from '../world.ts';
import { countryOf, received, regions, signIn, untilCounted } from './country.ts';

/** Files in both régions in turn, several at a time. @returns how many a second were accepted; one that is refused ends the drill */
async function fileMany(country: Country, filings: number, atOnce = 8): Promise<number> {
  const queue = Array.from({ length: filings }, (_, at) => regions[at % 2] ?? '03').values();
  const begun = performance.now();
  const worker = async (): Promise<void> => {
    for (const region of queue) await country.fileAt(region, region);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return Math.round((filings * 10_000) / (performance.now() - begun)) / 10;
}

/** The link to the nation is down: no cell may notice more than that the hub is silent. */
export const hubCut: Drill = {
  name: 'hub-cut',
  fault:
    'every process of the hub is stopped, its broker and database too, while both régions file; then it is started again',
  holds:
    'both cells accept and serve all the time, staff signed in before included; afterwards the hub’s figures equal the sum of the cells',
  withinMs: 1_800_000,
  async run(world: World) {
    const cells = await world.cells();
    const country = countryOf(cells);
    await signIn(country);
    const filings = world.reduced ? 40 : 2_000;
    await fileMany(country, 20);
    await country.untilEqual(20);
    const before = await received(country);
    await cells.takeDown(HUB);
    const perSecond = await fileMany(country, filings);
    for (const region of regions)
      mustHold(`staff of ${region} are served`, (await country.figuresOf(region)).received > 0);
    await untilCounted(country, before + filings);
    const down = await timed(() => cells.bringBack(HUB));
    const caughtUp = await timed(() => country.untilEqual(before + filings, 1_200_000));
    const took = {
      filedWhileCut: filings,
      acceptedPerSecond: perSecond,
      hubStartSeconds: down.seconds,
      equalAfterSeconds: caughtUp.seconds,
    };
    return { lost: `nothing of ${filings} filings`, took };
  },
};

/** The hub's figures are gone: they are made again from the cells' journals. */
export const hubRebuild: Drill = {
  name: 'hub-rebuild',
  fault: 'the database of the hub’s figures is dropped, and the hub started anew with its migrations',
  holds: 'the figures are made again from the journals of the cells, and equal their sum',
  withinMs: 1_800_000,
  async run(world: World) {
    const cells = await world.cells();
    const country = countryOf(cells);
    await signIn(country);
    const filings = world.reduced ? 20 : 200;
    const wanted = (await received(country)) + filings;
    await fileMany(country, filings);
    await untilCounted(country, wanted);
    await country.untilEqual(wanted);
    const hub = cells.running.get(HUB);
    if (hub === undefined) throw new Error('no hub runs');
    const connection = await mongoose
      .createConnection(hub.mongoUri('insights'), { dbName: databaseOf('insights') })
      .asPromise();
    await connection.dropDatabase().finally(() => connection.close());
    await cells.takeDown(HUB);
    const start = await timed(() => cells.bringBack(HUB));
    const rebuilt = await timed(() => country.untilEqual(wanted, 1_200_000));
    const took = { complaints: wanted, hubStartSeconds: start.seconds, equalAfterSeconds: rebuilt.seconds };
    return { lost: `nothing of ${wanted} complaints`, took };
  },
};
