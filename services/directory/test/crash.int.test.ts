import { join } from 'node:path';
import { connectMongo, createPlatform, journalRows } from '@jamaa/kit';
import { type Child, createSuite, type Suite, startChild, until } from '@jamaa/kit/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Connection } from 'mongoose';
import { accountRows } from '../src/store/rows.ts';
import { codeOf, connectDirectory, csv, type DirectoryClient, migrateDirectory, service } from './harness.ts';

const main = join(import.meta.dirname, '../src/main.ts');

/** The port that a child says it listens on. */
const portOf = (child: Child): Promise<number> =>
  until('listening', () => {
    const line = child
      .stdout()
      .split('\n')
      .find((one) => one.includes('"listening"'));
    return line !== undefined && (JSON.parse(line) as { rpc: number }).rpc;
  });

describe('a process of the directory', () => {
  let suite: Suite;
  let mongo: Connection;
  const children: Child[] = [];
  const clients: DirectoryClient[] = [];
  const start = async (more: Record<string, string> = {}) => {
    const child = startChild(main, suite.variables('directory', { LOG_LEVEL: 'info', ...more }));
    children.push(child);
    const client = await connectDirectory(suite, await portOf(child));
    clients.push(client);
    return {
      child,
      bring: (line: string) => client.as(service('ops'))('importAccounts', { csv: csv(line), dryRun: false }),
    };
  };
  const line = 'amal@example.ma,أمل,commune:03.451.01.09,,gestionnaire,03.451.01.09,ar';

  beforeAll(async () => {
    suite = await createSuite();
    await migrateDirectory(suite);
    const env = suite.env('directory');
    mongo = await connectMongo({ uri: env.MONGODB_URI, database: env.MONGODB_DATABASE ?? '', appName: 'test' });
  });
  afterAll(async () => {
    for (const client of clients) client.close();
    await Promise.all(children.map((child) => child.kill('SIGKILL')));
    await mongo.dropDatabase();
    await mongo.close();
  });

  it('killed between the commit of an account and its publication loses nothing and tells nothing twice', async () => {
    const started = Date.now();
    const killed = await start({ FAILPOINTS: 'directory.after-commit' });
    process.stderr.write(`first start of a process: ${Date.now() - started} ms\n`);
    expect(await codeOf(killed.bring(line))).toBe('unavailable');
    await killed.child.ended();
    expect(killed.child.stderr()).toContain('failpoint hit: directory.after-commit');
    expect(await accountRows(mongo).countDocuments()).toBe(1);

    const again = await start();
    expect(await again.bring(line)).toMatchObject({ unchanged: 1, created: 0 });
    const events = await until('published', async () => {
      const rows = await journalRows(mongo).find({ aggregateType: 'account' }).toArray();
      return rows.every((row) => row.pending === undefined) && rows;
    });
    expect(events.map((row) => row.version)).toEqual([1]);
    // The stream has it once: the broker knows the event's id.
    const platform = await createPlatform({ service: 'directory', env: suite.env('directory'), indexes: [] });
    const live = await platform.bus.live();
    const stream = await live.manager.streams.info(`${suite.namespace}_00_directory`.toUpperCase(), {
      subjects_filter: `${suite.namespace}.00.directory.account.changed`,
    });
    expect(Object.values(stream.state.subjects ?? {})).toEqual([1]);
    await platform.close();
  });

  it('imports the demo accounts at start, and refuses them in production', async () => {
    const DEMO_ACCOUNTS = join(import.meta.dirname, '../data/demo-accounts.csv');
    const { child } = await start({ DEMO_ACCOUNTS });
    expect(await accountRows(mongo).countDocuments()).toBeGreaterThan(40);
    await child.kill();
    expect(await child.ended()).toEqual({ code: 0, signal: null });
    const refused = startChild(main, suite.variables('directory', { NODE_ENV: 'production', DEMO_ACCOUNTS }));
    children.push(refused);
    expect((await refused.ended()).code).toBe(1);
    expect(refused.stderr()).toContain('DEMO_ACCOUNTS: must be empty in production');
  });
});
