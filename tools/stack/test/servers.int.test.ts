import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '@jamaa/kit/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import mongoose from 'mongoose';
import { serversFolder } from '../src/servers/embedded.ts';
import { fetchServer } from '../src/servers/fetch.ts';
import { type MongoUser, startMongo } from '../src/servers/mongo.ts';
import { pinnedMongo } from '../src/servers/pinned.ts';
import { freePort } from '../src/servers/ports.ts';
import { startServer } from '../src/servers/process.ts';

describe('servers of a stack', () => {
  let place: string;
  beforeAll(async () => {
    place = await mkdtemp(join(tmpdir(), 'jamaa-servers-'));
  });
  afterAll(() => rm(place, { recursive: true, force: true }));

  const user = (name: string, database: string): MongoUser => ({ name, password: `of ${name}`, database });
  const start = async (users: readonly MongoUser[]) =>
    startMongo({
      executable: await fetchServer(pinnedMongo, serversFolder(), () => undefined),
      data: join(place, 'mongo'),
      log: join(place, 'mongo.log'),
      port: await freePort(),
      users,
    });
  async function write(port: number, { name, password }: MongoUser, database: string): Promise<void> {
    const uri = `mongodb://${name}:${encodeURIComponent(password)}@127.0.0.1:${port}/?authSource=admin&directConnection=true`;
    const connection = await mongoose.createConnection(uri).asPromise();
    try {
      await connection
        .useDb(database)
        .collection<{ _id: string }>('rows')
        .insertOne({ _id: `${name} ${Date.now()}` });
    } finally {
      await connection.close();
    }
  }

  it('a service that is new, or whose database is named anew, gets its rights on old data, and no other', async () => {
    const [first, moved, added] = [user('intake', 'one'), user('intake', 'two'), user('sla', 'three')];
    const before = await start([first]);
    await write(before.port, first, 'one');
    await expect(write(before.port, first, 'two')).rejects.toThrow();
    await before.stop();
    const after = await start([moved, added]);
    try {
      await write(after.port, moved, 'two');
      await write(after.port, added, 'three');
      await expect(write(after.port, added, 'two')).rejects.toThrow();
    } finally {
      await after.stop();
    }
  });

  /** A process that writes its number and never listens. */
  const deaf = async (more: { patience?: { startMs: number; stopMs: number }; signal?: AbortSignal }) => {
    const log = join(place, `deaf-${Date.now()}.log`);
    const script = 'console.log(process.pid); setInterval(() => {}, 1000)';
    const plan = { name: 'deaf', executable: process.execPath, args: ['-e', script], port: await freePort(), log };
    const failure = await startServer({ ...plan, ...more }).catch((error: unknown) => error);
    return { failure, log };
  };
  const ended = async (log: string): Promise<void> => {
    const pid = Number(await readFile(log, 'utf8'));
    expect(pid).toBeGreaterThan(0);
    await until('the process has ended', () => {
      try {
        return !process.kill(pid, 0);
      } catch {
        return true;
      }
    });
  };

  it('one that never answers is named with its log, and ended', async () => {
    const { failure, log } = await deaf({ patience: { startMs: 1_500, stopMs: 100 } });
    expect(failure).toMatchObject({ message: expect.stringContaining(log) });
    await ended(log);
  });

  it('an interrupted start leaves nothing running', async () => {
    const { failure, log } = await deaf({ signal: AbortSignal.timeout(1_500) });
    expect(failure).toMatchObject({ name: 'TimeoutError' });
    await ended(log);
  });
});
