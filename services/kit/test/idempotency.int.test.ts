import { join } from 'node:path';
import { connectMongo, migrate } from '@jamaa/kit';
import { type Child, createSuite, type Suite, startChild, until } from '@jamaa/kit/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Connection } from 'mongoose';

/** Two replicas of one service, in processes of their own, and one database. */
describe('an idempotent command', () => {
  let suite: Suite;
  let mongo: Connection;
  const replicas: Child[] = [];
  const addresses: string[] = [];

  const send = async (replica: number, key: string, body = 'same'): Promise<string> =>
    (await fetch(`${addresses[replica]}/${key}`, { method: 'POST', body })).text();
  const effects = (key: string): Promise<number> => mongo.collection('effects').countDocuments({ key });

  beforeAll(async () => {
    suite = await createSuite();
    const env = suite.env('alpha');
    await migrate(
      {
        service: 'alpha',
        indexes: [{ collection: 'effects', indexes: [{ name: 'key', key: { key: 1 } }] }],
        consumes: [],
      },
      env,
    );
    mongo = await connectMongo({ uri: env.MONGODB_URI, database: env.MONGODB_DATABASE ?? '', appName: 'test' });
    for (const _ of [0, 1]) {
      const child = startChild(join(import.meta.dirname, 'fixtures/once-only.ts'), suite.variables('alpha'));
      replicas.push(child);
      const port = await until('a replica up', () => /^port (\d+)$/m.exec(child.stdout())?.[1]);
      addresses.push(`http://127.0.0.1:${port}`);
    }
  });
  afterAll(async () => {
    await Promise.all(replicas.map((child) => child.kill()));
    await mongo.dropDatabase();
    await mongo.close();
  });

  it('has one effect and one answer when two replicas get it at once', async () => {
    for (let round = 0; round < 20; round += 1) {
      const key = `race-${round}`;
      const [first, second] = await Promise.all([send(0, key), send(1, key)]);
      expect(first).toMatch(/^[0-9a-f]{24}$/);
      expect(second).toBe(first);
      expect(await effects(key)).toBe(1);
    }
  });
  it('says `in-flight` to a second one in the same replica, and gives the first answer afterwards', async () => {
    let round = 0;
    await until('two met', async () => {
      round += 1;
      const key = `twice-${round}`;
      const answers = await Promise.all(Array.from({ length: 10 }, () => send(0, key)));
      const first = await send(1, key);
      expect(first).toMatch(/^[0-9a-f]{24}$/);
      expect(await effects(key)).toBe(1);
      expect(answers.filter((one) => one !== first && one !== 'idempotency-in-flight')).toEqual([]);
      return answers.includes('idempotency-in-flight');
    });
  });
  it('is refused under the same key with another body, by any replica, and does nothing', async () => {
    await send(0, 'other', 'first');
    expect(await send(0, 'other', 'second')).toBe('idempotency-mismatch');
    expect(await send(1, 'other', 'second')).toBe('idempotency-mismatch');
    expect(await effects('other')).toBe(1);
  });
  it('is not idempotent without a key', async () => {
    expect(await send(0, '')).not.toBe(await send(0, ''));
  });
  it('keeps nothing of a key that is personal or secret', async () => {
    await send(0, 'amina@example.org');
    const rows = await mongo.collection('idempotency').find({}).toArray();
    expect(JSON.stringify(rows)).not.toContain('amina');
  });
});
