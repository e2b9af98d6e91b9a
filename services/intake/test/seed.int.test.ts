import { join } from 'node:path';
import { connectMongo, type Keyring, openKeyring, replayPage } from '@jamaa/kit';
import { createSuite, type Suite, startChild } from '@jamaa/kit/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Connection } from 'mongoose';
import { checkSample } from '../src/seed/check.ts';
import { complaintRows } from '../src/store/complaints.ts';

const until = '2026-11-20T10:00:00Z';

/** Given a real database: the seed's process fills it, checks itself, and finds what somebody has tampered with. */
describe('seeding the database', () => {
  let suite: Suite;
  let connection: Connection;
  let keyring: Keyring;
  const seed = async (...args: string[]) => {
    const variables = suite.variables('intake', { TERRITORY_DATA: join(import.meta.dirname, '../../gis/data') });
    const child = startChild(join(import.meta.dirname, '../src/seed.ts'), variables, ['--until', until, ...args]);
    const { code } = await child.ended();
    return { code, stdout: child.stdout(), stderr: child.stderr() };
  };
  const check = async () => {
    const rows = await complaintRows(connection).find().project<{ _id: string }>({ _id: 1 }).toArray();
    return checkSample({ connection, keyring, ids: rows.map((row) => row._id), until: new Date(until) });
  };

  beforeAll(async () => {
    suite = await createSuite();
    const env = suite.env('intake');
    connection = await connectMongo({ uri: env.MONGODB_URI, database: env.MONGODB_DATABASE ?? '', appName: 'test' });
    keyring = await openKeyring(suite.secretsDir);
    expect(await seed('--rows', '120', '--check', '40')).toMatchObject({ code: 0 });
  });
  afterAll(async () => {
    await connection.dropDatabase();
    await connection.close();
  });

  it('writes every case so that audit, journal, state and lists agree', async () => {
    expect(await check()).toMatchObject({ cases: 120 });
  });

  it('shows all of it to Replay, before anything a relay will publish', async () => {
    const page = await replayPage(connection, {
      cursor: '',
      limit: 1000,
      types: [],
      withoutData: false,
      aggregateId: '',
    });
    expect(page.events.length).toBe(await connection.collection('events').countDocuments());
    expect(Number(page.nextCursor.split(':')[0])).toBeLessThan(2 ** 24);
  });

  it('refuses the same cases twice, in one line', async () => {
    const { code, stderr } = await seed('--rows', '120');
    expect(code).toBe(1);
    expect(stderr).toBe(
      'seed: these cases are in the database already: choose another --seed, or begin with empty data\n',
    );
  });

  it('adds another seed behind the first', async () => {
    expect(await seed('--rows', '20', '--seed', '7', '--check', '20')).toMatchObject({ code: 0 });
    expect(await complaintRows(connection).countDocuments()).toBe(140);
  });

  it.each([
    ['a changed audit entry', 'audit', { number: 1 }, { action: 'other' }, /audit entry 1 does not fit/],
    ['a lost event', 'events', { version: 2 }, undefined, /version 3 stands at place 2|events, version/],
  ] as const)('finds %s', async (_what, collection, filter, change, message) => {
    const row = await complaintRows(connection).findOne({ version: { $gt: 3 } });
    const where = { ...filter, aggregateId: row?._id };
    const before = await connection.collection(collection).findOne(where);
    if (change === undefined) await connection.collection(collection).deleteOne(where);
    else await connection.collection(collection).updateOne(where, { $set: change });
    await expect(check()).rejects.toThrow(message);
    await connection.collection(collection).replaceOne({ _id: before?._id }, before ?? {}, { upsert: true });
    expect(await check()).toMatchObject({ cases: 140 });
  });
});
