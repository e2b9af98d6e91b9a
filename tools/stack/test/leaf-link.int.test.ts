import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  connectBus,
  connectMongo,
  journalRows,
  type LiveBus,
  markReconciled,
  migrate,
  newId,
  raiseEpoch,
  streamName,
  VERSIONS_PER_EPOCH,
} from '@jamaa/kit';
import { type Child, createSuite, type Suite, startChild, trustCell, until } from '@jamaa/kit/testing';
import { createLogger } from '@jamaa/observability';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Connection } from 'mongoose';
import { adminNatsUser, serviceNatsUser } from '../src/platform/permissions.ts';
import { serversFolder } from '../src/servers/embedded.ts';
import { fetchServer } from '../src/servers/fetch.ts';
import { startNats } from '../src/servers/nats.ts';
import { pinnedNats } from '../src/servers/pinned.ts';
import { freePort } from '../src/servers/ports.ts';
import type { ServerProcess } from '../src/servers/process.ts';

const fixtures = join(import.meta.dirname, '../../../services/kit/test/fixtures');
const PASSWORD = 'of everybody';

/** A service of cell 03 publishes; one of the hub reads it over the leaf link, each with a broker and a database of its own. */
describe('the link between a cell and the hub', () => {
  let place: string;
  let suite: Suite;
  let ports: { hub: number; leafs: number; cell: number };
  let cell: ServerProcess;
  let hub: ServerProcess | undefined;
  let home: LiveBus;
  let journal: Connection;
  let figures: Connection;
  const open: (() => Promise<unknown> | unknown)[] = [];
  const children: Child[] = [];

  const startHub = async (): Promise<ServerProcess> =>
    startNats({
      executable: await fetchServer(pinnedNats, serversFolder(), () => undefined),
      data: join(place, 'hub'),
      log: join(place, 'hub.log'),
      port: ports.hub,
      domain: 'hub',
      leafs: { port: ports.leafs, users: [{ name: 'cell-03', password: PASSWORD }] },
      users: [adminNatsUser(PASSWORD), serviceNatsUser('beta', PASSWORD, { cell: '00', others: ['03'] })],
    });
  const at = (region: string, user: string, more: Record<string, string> = {}): Record<string, string> => ({
    CELL: region,
    // Of its own: the brokers are this suite's alone, and what the link denies is named by it.
    NAMESPACE: 'jamaa',
    NATS_URL: `nats://127.0.0.1:${region === '00' ? ports.hub : ports.cell}`,
    NATS_USER: user,
    NATS_PASSWORD: PASSWORD,
    ...more,
  });
  const bus = async (region: string, user: string): Promise<LiveBus> => {
    const env = suite.env('test', at(region, user));
    const logger = createLogger({ service: 'test', cell: region, level: 'silent' });
    const made = connectBus({
      ...{ url: env.NATS_URL, user, password: PASSWORD, name: user === 'admin' ? 'test' : user },
      ...{ namespace: env.NAMESPACE, cell: region, logger },
    });
    open.push(() => made.close());
    return made.live();
  };
  const start = async (file: 'journal-owner' | 'reader', variables: Record<string, string>) => {
    const service = file === 'reader' ? 'beta' : 'alpha';
    const child = startChild(
      join(fixtures, `${file}.ts`),
      suite.variables(service, { PUBLISHER: 'alpha', ...variables }),
    );
    children.push(child);
    const line = await until(`${file} is there`, () => /\{"rpcPort.*\}/.exec(child.stdout())?.[0]);
    const { rpcPort, adminPort } = JSON.parse(line) as { rpcPort: number; adminPort: number };
    return { child, rpc: `127.0.0.1:${rpcPort}`, admin: `http://127.0.0.1:${adminPort}/metrics` };
  };
  const publish = async (prefix: string, count: number): Promise<Awaited<ReturnType<typeof start>>> => {
    const owner = await start(
      'journal-owner',
      at('03', 'alpha', { PREFIX: prefix, AGGREGATES: '4', COUNT: String(count) }),
    );
    await until('published', async () => (await journalRows(journal).countDocuments({ pending: true })) === 0);
    return owner;
  };
  const applied = async (prefix: string): Promise<number[]> =>
    (await figures.collection<{ _id: string; versions: number[] }>('seen').find({}).toArray())
      .filter(({ _id }) => _id.startsWith(`${prefix}-`))
      .flatMap(({ versions }) => versions);

  beforeAll(async () => {
    place = await mkdtemp(join(tmpdir(), 'jamaa-leaf-'));
    suite = await createSuite();
    const { secretsDir } = suite;
    await trustCell(secretsDir, { cell: '00', folder: secretsDir, services: ['beta'] });
    ports = { hub: await freePort(), leafs: await freePort(), cell: await freePort() };
    hub = await startHub();
    cell = await startNats({
      executable: await fetchServer(pinnedNats, serversFolder(), () => undefined),
      data: join(place, 'cell'),
      log: join(place, 'cell.log'),
      port: ports.cell,
      domain: 'cell-03',
      hub: { url: `nats://cell-03:${encodeURIComponent(PASSWORD)}@127.0.0.1:${ports.leafs}` },
      users: [adminNatsUser(PASSWORD), serviceNatsUser('alpha', PASSWORD)],
    });
    const migrated = (service: string, variables: Record<string, string>) =>
      migrate({ service, indexes: [], consumes: [] }, suite.env(service, variables));
    await migrated('alpha', at('03', 'admin', { READERS: 'beta@00' }));
    await migrated('beta', at('00', 'admin'));
    const connect = (service: string) => {
      const env = suite.env(service);
      return connectMongo({ uri: env.MONGODB_URI, database: env.MONGODB_DATABASE ?? '', appName: 'test' });
    };
    [journal, figures] = [await connect('alpha'), await connect('beta')];
    home = await bus('03', 'admin');
  });
  afterAll(async () => {
    await Promise.all(children.map((child) => child.kill()));
    for (const close of open) await close();
    await Promise.all([hub?.stop(), cell.stop()]);
    for (const connection of [journal, figures]) {
      await connection.dropDatabase();
      await connection.close();
    }
    await rm(place, { recursive: true, force: true });
  });

  it('lets the hub read, cut off it holds nothing up, and back it goes on where it was', async () => {
    const owner = await publish('a', 5);
    const reader = await start('reader', at('00', 'beta', { FROM_CELL: '03', JOURNAL: owner.rpc, COMPARE_MS: '300' }));
    await until('read over the link', async () => (await applied('a')).length === 20);
    await hub?.stop('SIGKILL');
    await owner.child.kill();
    await publish('b', 50);
    expect((await applied('b')).length).toBe(0);
    hub = await startHub();
    await until('caught up', async () => (await applied('b')).length === 200);
    expect((await applied('b')).filter((version) => version === 50)).toHaveLength(4);
    await reader.child.kill();
  });

  it('stores nothing of a cell at the hub, and a service of the hub can publish nothing into a cell', async () => {
    const national = await bus('00', 'admin');
    const names: string[] = [];
    for await (const name of national.manager.streams.names()) names.push(name);
    expect(names.filter((name) => name.includes('_03_'))).toEqual([]);
    const before = (await home.manager.streams.info(streamName(home, 'alpha'))).state.messages;
    national.connection.publish('jamaa.03.alpha.complaint.taken', 'forged');
    await national.connection.flush();
    expect((await home.manager.streams.info(streamName(home, 'alpha'))).state.messages).toBe(before);
  });

  it('reads from the journal what the stream has lost in its middle, before later events of the same case', async () => {
    const owner = await publish('c', 3);
    const name = streamName(home, 'alpha');
    const { state } = await home.manager.streams.info(name);
    expect(await home.manager.streams.deleteMessage(name, state.last_seq - 4)).toBe(true);
    const reader = await start('reader', at('00', 'beta', { FROM_CELL: '03', JOURNAL: owner.rpc }));
    await until('healed', async () => (await applied('c')).length === 12);
    expect(await applied('c')).toEqual([1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3]);
    await reader.child.kill();
    await owner.child.kill();
  });

  it('leaves to the stream what the stream has still to deliver', async () => {
    const owner = await publish('e', 400);
    const reader = await start('reader', at('00', 'beta', { FROM_CELL: '03', JOURNAL: owner.rpc, COMPARE_MS: '200' }));
    await until('read', async () => (await applied('e')).length === 1_600);
    const metrics = await (await fetch(reader.admin)).text();
    expect(metrics).toMatch(/consumer_healed_events_total\{[^}]*source="alpha@03"[^}]*\} 0\n/);
    await reader.child.kill();
    await owner.child.kill();
  });

  it('reads from the journal what never reached the stream though the broker had said so', async () => {
    const owner = await publish('d', 3);
    const last = await journalRows(journal).findOne({ aggregateId: 'd-1', version: 3 });
    if (last === null) throw new Error('no event');
    const reader = await start('reader', at('00', 'beta', { FROM_CELL: '03', JOURNAL: owner.rpc, COMPARE_MS: '300' }));
    await until('read', async () => (await applied('d')).length === 12);
    const [_id, batch] = [newId(), (last.batch ?? 0) + 1];
    await journalRows(journal).insertOne({ ...last, _id, batch, version: 4 });
    await until('healed', async () => (await applied('d')).includes(4));
    const metrics = await until('told', async () => {
      const text = await (await fetch(reader.admin)).text();
      return /heads_behind_events\{[^}]*cell="03"[^}]*\} 0/.test(text) && text;
    });
    expect(metrics).toMatch(/consumer_healed_events_total\{[^}]*source="alpha@03"[^}]*\} [1-9]/);
  });

  it('brings what happens after a restore of the cell, in the place of versions that the hub has applied and the cell lost', async () => {
    const RPC_PORT = String(await freePort());
    const own = { PREFIX: 'f', AGGREGATES: '4', RPC_PORT };
    const owner = await start('journal-owner', at('03', 'alpha', { ...own, COUNT: '3' }));
    const reader = await start('reader', at('00', 'beta', { FROM_CELL: '03', JOURNAL: owner.rpc, COMPARE_MS: '300' }));
    await until('read', async () => (await applied('f')).length === 12);
    await owner.child.kill();
    await journalRows(journal).deleteMany({ aggregateId: /^f-/, version: { $gt: 1 } });
    const moment = new Date();
    await raiseEpoch(journal, { at: moment, point: moment });
    await markReconciled(journal, 'somebody', moment);
    await home.manager.streams.delete(streamName(home, 'alpha'));
    await migrate(
      { service: 'alpha', indexes: [], consumes: [] },
      suite.env('alpha', at('03', 'admin', { READERS: 'beta@00' })),
    );
    const again = await start('journal-owner', at('03', 'alpha', { ...own, COUNT: '2', FROM: '1' }));
    const [first, second] = [VERSIONS_PER_EPOCH + 1, VERSIONS_PER_EPOCH + 2];
    await until('applied by the reader that never stopped', async () => (await applied('f')).length === 20, 60_000);
    const each = [1, 2, 3, first, second];
    expect(await applied('f')).toEqual([...each, ...each, ...each, ...each]);
    await reader.child.kill();
    await again.child.kill();
  });
});
