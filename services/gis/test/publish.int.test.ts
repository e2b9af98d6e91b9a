import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectMongo, journalRows, migrate, readConfig } from '@jamaa/kit';
import { createSuite, type Suite, until } from '@jamaa/kit/testing';
import { TerritoryPublished } from '@jamaa/proto/gis/v1/gis';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Connection } from 'mongoose';
import { config } from '../src/config.ts';
import { createContext } from '../src/context.ts';
import { plan } from '../src/plan.ts';
import { removeSets, smallSet } from './small-set.ts';

describe('the version in force', () => {
  let suite: Suite;
  let database: Connection;
  let one: string;
  let two: string;

  const start = (folder: string) =>
    createContext(readConfig(config, suite.variables('gis', { TERRITORY_DIR: folder })));
  const startAndStop = async (folder: string): Promise<string> => {
    const { platform, version } = await start(folder);
    await platform.close();
    return version;
  };
  const journal = async () => {
    const rows = await journalRows(database).find({}).sort({ version: 1 }).toArray();
    return rows.map(({ data, ...row }) => ({
      ...row,
      dataset: TerritoryPublished.decode(data instanceof Uint8Array ? data : data.value()).version,
    }));
  };

  beforeAll(async () => {
    suite = await createSuite();
    const env = readConfig(config, suite.variables('gis'));
    await migrate(plan, env);
    database = await connectMongo({ uri: env.MONGODB_URI, database: env.MONGODB_DATABASE ?? '', appName: 'test' });
    [one, two] = [await smallSet(1), await smallSet(2)];
  });
  afterAll(async () => {
    await removeSets();
    await database.dropDatabase();
    await database.close();
  });

  it('is published once by replicas that start together', async () => {
    const replicas = await Promise.all([start(one), start(one), start(one)]);
    await Promise.all(replicas.map(({ platform }) => platform.close()));
    expect(await journal()).toMatchObject([
      { type: 'jamaa.gis.territory.published.v1', aggregateId: 'territory', version: 1, dataset: replicas[0].version },
    ]);
  });

  it('is published again only when it changed, also when it changes back', async () => {
    const first = await startAndStop(one);
    expect(await journal()).toHaveLength(1);
    const second = await startAndStop(two);
    expect(second).not.toBe(first);
    await startAndStop(one);
    const rows = await journal();
    expect(rows.map((row) => [row.version, row.dataset])).toEqual([
      [1, first],
      [2, second],
      [3, first],
    ]);
    expect(rows.map((row) => row._id)).toEqual(rows.map((row) => row._id).sort());
  });

  it('reaches the broker', async () => {
    const { platform } = await start(one);
    await until('all published', async () => (await journalRows(database).countDocuments({ pending: true })) === 0);
    await platform.close();
  });

  it('is not changed by a folder that is not sound: the start fails and says why', async () => {
    const empty = await mkdtemp(join(tmpdir(), 'jamaa-territory-'));
    await expect(start(empty)).rejects.toThrow('TERRITORY_DIR');
    await writeFile(join(empty, 'territories.json'), '{"schema":2}');
    await writeFile(join(empty, 'boundaries.topojson'), '{}');
    await expect(start(empty)).rejects.toMatchObject({ code: 'malformed-dataset', field: 'territories.schema' });
    expect(await journal()).toHaveLength(3);
    await rm(empty, { recursive: true });
  });
});
