import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { connectMongo, journalRows, migrate, type Platform, readConfig } from '@jamaa/kit';
import { createSuite, type Suite, startChild, until } from '@jamaa/kit/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Connection } from 'mongoose';
import { config } from '../src/config.ts';
import { createContext, type GisContext } from '../src/context.ts';
import { plan } from '../src/plan.ts';
import { type Copier, copierPlan, startCopier } from './copier.ts';
import { DATA, removeSets, smallSet } from './small-set.ts';

/** A service beside gis, over real gRPC, broker and databases. The cases follow each other: one life of a copy. */
describe('a copy of the territory', () => {
  let suite: Suite;
  let port: number;
  let beta: Connection;
  let gis: GisContext | undefined;
  let copiers: Copier[] = [];

  const startGis = async (folder: string): Promise<string> => {
    gis = await createContext(
      readConfig(config, suite.variables('gis', { TERRITORY_DIR: folder, RPC_PORT: String(port) })),
    );
    return gis.version;
  };
  /** At the same address, but nothing it publishes arrives: a replica that still has an old data set. */
  const startLaggingGis = async (folder: string): Promise<Platform> => {
    const { variables } = await createSuite();
    const { secretsDir: SECRETS_DIR } = suite;
    const env = readConfig(config, variables('gis', { TERRITORY_DIR: folder, RPC_PORT: String(port), SECRETS_DIR }));
    await migrate(plan, env);
    gis = await createContext(env);
    const { platform } = gis;
    platform.onClose(() => platform.mongo.dropDatabase());
    return platform;
  };
  const stopGis = async (): Promise<void> => {
    await gis?.platform.close();
    gis = undefined;
  };
  const startBeta = async (): Promise<Copier> => {
    const copier = await startCopier(suite.env('beta', { LOG_LEVEL: 'silent' }), port);
    copiers.push(copier);
    return copier;
  };
  const rows = () => beta.collection<{ _id: string; version: string }>('copy_territory');
  const chunkVersions = async () =>
    (
      await rows()
        .find({ number: { $gte: 0 } }, { projection: { version: 1 } })
        .toArray()
    ).map((row) => row.version);
  const head = async () => (await rows().findOne({ _id: 'head' }))?.version;
  const untilVersion = (copier: Copier, version: string) =>
    until(
      `the copy has ${version}`,
      () => copier.copy.index()?.version === version && copier.copy.check().state === 'ok',
    );

  beforeAll(async () => {
    suite = await createSuite();
    await migrate(plan, suite.env('gis'));
    await migrate(copierPlan, suite.env('beta'));
    const env = suite.env('beta');
    beta = await connectMongo({ uri: env.MONGODB_URI, database: env.MONGODB_DATABASE ?? '', appName: 'test' });
    const probe = createServer().listen(0, '127.0.0.1');
    await once(probe, 'listening');
    port = (probe.address() as AddressInfo).port;
    probe.close();
    await once(probe, 'close');
  });
  afterEach(async () => {
    await Promise.all(copiers.map(({ platform }) => platform.close()));
    copiers = [];
    await stopGis();
  });
  afterAll(async () => {
    await removeSets();
    const env = suite.env('gis');
    const other = await connectMongo({ uri: env.MONGODB_URI, database: env.MONGODB_DATABASE ?? '', appName: 'test' });
    for (const connection of [beta, other]) {
      await connection.dropDatabase();
      await connection.close();
    }
  });

  it('is not ready before its first copy, and warms by itself when gis comes up', async () => {
    const copier = await startBeta();
    expect(copier.copy.index()).toBeUndefined();
    expect(await copier.ready()).toBe(503);
    const version = await startGis(await smallSet(1));
    await untilVersion(copier, version);
    expect(await copier.ready()).toBe(200);
    expect(copier.copy.index()?.locate(-4.83, 33.83)).toMatchObject({ commune: { code: '03.451.01.09' } });
  });

  it('is there at once after a restart with gis down', async () => {
    const copier = await startBeta();
    expect(copier.copy.index()?.version).toBe(await head());
    expect(await copier.ready()).toBe(200);
  });

  it('follows a new version without a restart, in every replica, and keeps only that one', async () => {
    const replicas = [await startBeta(), await startBeta()];
    const before = await head();
    const version = await startGis(await smallSet(2));
    await Promise.all(replicas.map((copier) => untilVersion(copier, version)));
    expect(version).not.toBe(before);
    expect(replicas.map(({ copy }) => copy.index()?.get('03')?.population)).toEqual([2, 2]);
    expect(await head()).toBe(version);
    expect(await chunkVersions()).toEqual([version, version]);
  });

  it('keeps the old version, degraded, while a newer one is known but not to be had', async () => {
    const old = await head();
    const folder = await smallSet(3);
    const version = await startGis(folder);
    await until('on the stream', async () =>
      gis === undefined ? false : (await journalRows(gis.platform.mongo).countDocuments({ pending: true })) === 0,
    );
    await stopGis();
    const copier = await startBeta();
    await until('heard of', () => copier.copy.check().state === 'degraded');
    expect(copier.copy.index()?.version).toBe(old);
    expect(await copier.ready()).toBe(200);
    const lagging = await startLaggingGis(await smallSet(1));
    await until('asked', async () => (await lagging.metrics.registry.metrics()).includes('code="version-conflict"'));
    expect(copier.copy.index()?.version).toBe(old);
    await stopGis();
    await startGis(folder);
    await untilVersion(copier, version);
  });

  it('does not use chunks that a crash left half written', async () => {
    const old = await head();
    const version = await startGis(DATA);
    const variables = { GIS_PORT: String(port), FAILPOINTS: 'territory-copy.after-chunk@2' };
    const killed = startChild(join(import.meta.dirname, 'fixtures', 'copier.ts'), suite.variables('beta', variables));
    await killed.ended();
    expect(killed.stderr()).toContain('failpoint hit: territory-copy.after-chunk');
    expect((await chunkVersions()).filter((one) => one === version)).toHaveLength(2);
    await stopGis();
    const copier = await startBeta();
    expect(copier.copy.index()?.version).toBe(old);
    expect(await head()).toBe(old);
    await startGis(DATA);
    await untilVersion(copier, version);
    expect(await chunkVersions()).toEqual(Array(4).fill(version));
  });

  it.each([
    ['a chunk is missing', () => rows().deleteOne({ number: 1 })],
    ['a chunk has other bytes', () => rows().updateOne({ part: 'territories' }, { $set: { data: Buffer.from('[]') } })],
  ])('is fetched again when %s in the store', async (_, spoil) => {
    await spoil();
    const copier = await startBeta();
    expect(copier.copy.index()).toBeUndefined();
    expect(copier.copy.check().state).toBe('failed');
    await untilVersion(copier, await startGis(DATA));
    await copier.platform.close();
    copiers = [];
    await stopGis();
    expect((await startBeta()).copy.index()?.version).toBe(await head());
  });
});
