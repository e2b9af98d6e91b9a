import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPortal } from '@jamaa/dev-portal';
import { connectMongo, migrate } from '@jamaa/kit';
import { type Child, createSuite, type Suite, startChild, until } from '@jamaa/kit/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Connection } from 'mongoose';
import { migrationPlan } from '../src/migration-plan.ts';
import { linkRows, refusedRows, reportRows } from '../src/store/rows.ts';
import { type IntakePeer, startIntakePeer } from './support/intake.ts';

const key = 'a-key-for-tests';
interface Status {
  readonly version: number;
  readonly status: string;
  readonly attempts: number;
  readonly message?: string;
}

/** Settings that are said; an empty one is absent. */
const given = (all: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ''));

/** The connector as a process, between a double of the portal and a stand-in for intake, over real wires. */
describe('the connector to the national portal', () => {
  let suite: Suite;
  let intake: IntakePeer;
  let mongo: Connection;
  let portal: Awaited<ReturnType<typeof startPortal>>;
  let folder: string;
  let child: Child | undefined;

  const send = (method: string, path: string, body?: unknown) =>
    fetch(`${portal.listening['http']}${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const deposit = (number: string) => send('POST', '/cases', { number, description: 'حفرة' });
  const statuses = async (number: string): Promise<Status[]> => {
    const { cases } = (await (await send('GET', '/cases')).json()) as {
      cases: { number: string; statuses: Status[] }[];
    };
    return cases.find((one) => one.number === number)?.statuses ?? [];
  };
  const start = (more: Record<string, string> = {}): Child => {
    child = startChild(
      join(import.meta.dirname, '../src/main.ts'),
      suite.variables(
        'national-portal',
        given({
          INTAKE_ADDRESS: intake.address,
          NATIONAL_PORTAL_URL: `${portal.listening['http']}/api`,
          NATIONAL_PORTAL_KEY: key,
          POLL_MS: '100',
          RETRY_BASE_MS: '50',
          LEASE_TTL_MS: '1000',
          LOG_LEVEL: 'info',
          ...more,
        }),
      ),
    );
    return child;
  };
  const untilLinked = (number: string) =>
    until(
      `${number} linked`,
      async () => (await linkRows(mongo).findOne({ _id: intake.idOf(number) ?? '' })) !== null,
      30_000,
    );

  beforeAll(async () => {
    suite = await createSuite();
    intake = await startIntakePeer(suite);
    const env = suite.env('national-portal');
    await migrate(migrationPlan, env);
    mongo = await connectMongo({ uri: env.MONGODB_URI, database: env.MONGODB_DATABASE ?? '', appName: 'test' });
    folder = await mkdtemp(join(tmpdir(), 'dev-portal-'));
    portal = await startPortal({ port: 0, host: '127.0.0.1', dataDirectory: folder, key });
  }, 60_000);
  afterEach(() => child?.kill());
  afterAll(async () => {
    await portal.close();
    await rm(folder, { recursive: true });
    await intake.close();
    await mongo.dropDatabase();
    await mongo.close();
  });

  it('brings each case, keeps both numbers, and reports every step of it back in order', async () => {
    start();
    await deposit('A-1');
    await untilLinked('A-1');
    const id = intake.idOf('A-1') ?? '';
    await intake.tell(id, 'submitted', 'RECEIVED');
    await intake.tell(id, 'taken', 'IN_PROGRESS');
    await intake.tell(id, 'answered', 'ANSWERED');
    await until('all reported', async () => (await statuses('A-1')).length === 3);
    expect((await statuses('A-1')).map(({ version, status, message }) => [version, status, message])).toEqual([
      [1, 'received', undefined],
      [2, 'in-progress', undefined],
      [3, 'answered', 'تم الإصلاح'],
    ]);
    await until('nothing left', async () => (await reportRows(mongo).countDocuments({})) === 0);
  });

  it('tells the portal nothing of cases that are not its own, nor of a past that it told itself', async () => {
    start();
    await deposit('B-1');
    await untilLinked('B-1');
    const id = intake.idOf('B-1') ?? '';
    await intake.tell('0196f000-0000-7000-8000-00000000000b', 'submitted', 'RECEIVED', { toldByPortal: false });
    await intake.tell(id, 'submitted', 'RECEIVED', { imported: true });
    await intake.tell(id, 'taken', 'IN_PROGRESS');
    await until('the live step', async () => (await statuses('B-1')).length === 1);
    expect((await statuses('B-1'))[0]).toMatchObject({ version: 2, status: 'in-progress' });
  });

  it('notes what intake refuses, and goes on behind it', async () => {
    start();
    await deposit('BAD-1');
    await deposit('C-1');
    await untilLinked('C-1');
    expect(await refusedRows(mongo).findOne({ _id: 'BAD-1' })).toMatchObject({
      problems: [{ field: 'commune', code: 'unknown' }],
    });
  });

  it('tries again while the portal fails, and keeps the order', async () => {
    start();
    await deposit('D-1');
    await untilLinked('D-1');
    await send('PUT', '/faults', { calls: 12 });
    const id = intake.idOf('D-1') ?? '';
    await intake.tell(id, 'submitted', 'RECEIVED');
    await intake.tell(id, 'taken', 'IN_PROGRESS');
    await until('both reported', async () => (await statuses('D-1')).length === 2, 30_000);
    expect((await statuses('D-1')).map(({ version }) => version)).toEqual([1, 2]);
  });

  it('killed between import and cursor brings the page again, and no case twice', async () => {
    await deposit('E-1');
    const killed = start({ FAILPOINTS: 'national-portal.after-import' });
    await killed.ended();
    expect(killed.stderr()).toContain('failpoint hit: national-portal.after-import');
    expect(await linkRows(mongo).findOne({ number: 'E-1' })).toBeNull();
    start();
    await untilLinked('E-1');
    expect(intake.brought.filter((number) => number === 'E-1')).toHaveLength(2);
    expect(await linkRows(mongo).countDocuments({ number: 'E-1' })).toBe(1);
  });

  it('killed between report and its removal reports again, which the portal counts once; nothing is lost', async () => {
    start();
    await deposit('F-1');
    await untilLinked('F-1');
    await child?.kill();
    const killed = start({ FAILPOINTS: 'national-portal.after-report' });
    const id = intake.idOf('F-1') ?? '';
    await intake.tell(id, 'submitted', 'RECEIVED');
    await intake.tell(id, 'taken', 'IN_PROGRESS');
    await killed.ended();
    expect(killed.stderr()).toContain('failpoint hit: national-portal.after-report');
    start();
    await until('both reported', async () => (await statuses('F-1')).length === 2, 30_000);
    expect((await statuses('F-1')).map(({ version, attempts }) => [version, attempts])).toEqual([
      [1, 2],
      [2, 1],
    ]);
  });

  it('without an address is ready and idle', async () => {
    const idle = start({ NATIONAL_PORTAL_URL: '', NATIONAL_PORTAL_KEY: '' });
    await deposit('G-1');
    const admin = await until(
      'listening',
      () => {
        const line = idle
          .stdout()
          .split('\n')
          .find((one) => one.includes('"listening"'));
        return line !== undefined && (JSON.parse(line) as { admin: number }).admin;
      },
      30_000,
    );
    await until('ready', async () => (await fetch(`http://127.0.0.1:${admin}/readyz`)).ok);
    expect(intake.brought).not.toContain('G-1');
  });
});
