import { deadLetterRows, inboxRows } from '@jamaa/kit';
import { startChild, until } from '@jamaa/kit/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Started, TwoServices } from './fixtures/two-services.ts';

interface Answer {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Given poison in a stream: operators see it, apply it after the repair or give it up, and the record says who and why. */
describe('dead letters and the operators’ tool', () => {
  let world: TwoServices;
  let fetcher: Started;
  let replica: Started;
  let version = 0;

  const ops = async (where: string, ...args: string[]): Promise<Answer> => {
    const file = new URL('../../../tools/ops/src/main.ts', import.meta.url).pathname;
    const child = startChild(file, { USER: 'amina' }, [
      ...args,
      '--address',
      where,
      '--secrets',
      world.suite.secretsDir,
      '--service',
      'beta',
    ]);
    const { code } = await child.ended();
    return { code, out: child.stdout(), err: child.stderr() };
  };
  const poison = () => world.beta.collection<{ _id: string }>('poison');
  /** Three more events for each of two aggregates; returns when the first is stuck and the second complete. */
  const publishPoisoned = async (): Promise<void> => {
    await poison().insertOne({ _id: `case-0@${version + 2}` });
    const more = { PREFIX: 'case', AGGREGATES: '2', COUNT: '3', FROM: String(version) };
    const owner = await world.start('journal-owner', more);
    version += 3;
    await until('the other one complete', async () => (await world.seen())['case-1']?.length === version);
    const open = { aggregateId: 'case-0', state: { $in: ['parked' as const, 'waiting' as const] } };
    await until('two letters', async () => (await deadLetterRows(world.beta).countDocuments(open)) === 2);
    await world.stop(owner);
  };
  const letters = () => deadLetterRows(world.beta).find({ aggregateId: 'case-0' }).sort({ version: 1 }).toArray();

  beforeAll(async () => {
    world = await TwoServices.open('intake');
    // Long: which of the two fetches must not change with the load of the machine.
    const lease = { LEASE_TTL_MS: '60000' };
    fetcher = await world.start('reader', { ...lease, LOG_LEVEL: 'info' });
    await publishPoisoned();
    replica = await world.start('reader', lease);
  });
  afterAll(() => world.close());

  it('lists and shows what is parked, and says what stands behind it', async () => {
    const listed = await ops(replica.rpc, 'dlq', 'list');
    expect(listed.code).toBe(0);
    const [headings = '', , first = '', second = ''] = listed.out.split('\n');
    expect(headings).toMatch(/^SERVICE +SOURCE +AGGREGATE +VERSION +STATE/);
    expect(first).toMatch(
      /^beta +intake +case-0 +2 +parked +jamaa\.intake\.complaint\.taken\.v1 +validation-failed +1 /,
    );
    expect(second).toMatch(/^beta +intake +case-0 +3 +waiting /);
    const json = await ops(replica.rpc, 'dlq', 'list', '--json', '--aggregate', 'case-0');
    const rows = JSON.parse(json.out) as { eventId: string }[];
    expect(rows).toHaveLength(2);
    const shown = await ops(replica.rpc, 'dlq', 'show', '--event', rows[0]?.eventId ?? '');
    expect(shown.out).toMatch(/ce-type +jamaa\.intake\.complaint\.taken\.v1\n/);
    expect(shown.out).toMatch(/error +validation-failed: poison\n/);
    expect(shown.out).toContain('"id": "case-0"');
    expect(JSON.parse((await ops(replica.rpc, 'dlq', 'list', '--json', '--aggregate', 'case-1')).out)).toEqual([]);
  });

  it('refuses what is incomplete, unknown or out of reach, each with its own exit code', async () => {
    const id = ['--aggregate', 'case-0'];
    expect(await ops(replica.rpc, 'dlq', 'discard', ...id)).toMatchObject({
      code: 2,
      err: 'ops: dlq discard needs --reason\n',
    });
    expect(await ops(replica.rpc, 'dlq', 'discard', ...id, '--reason', ' ')).toMatchObject({ code: 2 });
    expect(await ops(replica.rpc, 'dlq', 'requeue', '--agregate', 'x')).toMatchObject({ code: 2 });
    expect(await ops(replica.rpc, 'dlq', 'requeue', '--aggregate', 'nobody')).toMatchObject({
      code: 1,
      err: 'ops: beta has no open dead letters of aggregate nobody\n',
    });
    expect(await ops(replica.rpc, 'dlq', 'show', '--event', 'none')).toMatchObject({
      code: 1,
      err: 'ops: beta answers: no dead letter with event id none (not-found)\n',
    });
    expect(await ops('127.0.0.1:1', 'dlq', 'list')).toMatchObject({
      code: 3,
      err: expect.stringContaining('beta is out of reach'),
    });
    expect(await letters()).toHaveLength(2);
  });

  it('is answered `unavailable` by a replica that does not fetch', async () => {
    const answer = await ops(replica.rpc, 'dlq', 'requeue', '--aggregate', 'case-0');
    expect(answer).toMatchObject({ code: 3, err: expect.stringContaining('another replica fetches this stream now') });
    expect((await letters()).map((row) => row.state)).toEqual(['parked', 'waiting']);
  });

  it('says when the repair did not help, and applies in order and frees the aggregate when it did', async () => {
    const early = await ops(fetcher.rpc, 'dlq', 'requeue', '--aggregate', 'case-0');
    expect(early).toMatchObject({
      code: 1,
      out: 'case-0: 0 applied, 2 still parked\n',
      err: expect.stringContaining('poison'),
    });
    await poison().deleteMany({});
    // All replicas are given, the one that does not fetch first: the tool finds the other.
    const both = `${replica.rpc},${fetcher.rpc}`;
    const done = await ops(both, 'dlq', 'requeue', '--aggregate', 'case-0', '--operator', 'youssef');
    expect(done).toEqual({ code: 0, out: 'case-0: 2 applied, 0 still parked\n', err: '' });
    expect((await world.seen())['case-0']).toEqual([1, 2, 3]);
    expect(await inboxRows(world.beta).findOne({ _id: 'intake:case-0' })).not.toHaveProperty('parked');
    for (const row of await letters())
      expect(row).toMatchObject({ state: 'applied', settled: { operator: 'youssef', at: expect.any(Date) } });
    expect(fetcher.child.stdout()).toMatch(/"operator":"youssef".*"msg":"dead letters requeued"/);
  });

  it('discards for a reason that stays on record, and later events flow again', async () => {
    await publishPoisoned();
    const done = await ops(fetcher.rpc, 'dlq', 'discard', '--aggregate', 'case-0', '--reason', 'test of the drill');
    expect(done).toEqual({ code: 0, out: 'case-0: 2 discarded\n', err: '' });
    const owner = await world.start('journal-owner', {
      PREFIX: 'case',
      AGGREGATES: '1',
      COUNT: '1',
      FROM: String(version),
    });
    await until('the next event applied', async () => (await world.seen())['case-0']?.includes(7));
    expect((await world.seen())['case-0']).toEqual([1, 2, 3, 4, 7]);
    await world.stop(owner);
    const listed = JSON.parse((await ops(replica.rpc, 'dlq', 'list', '--all', '--json')).out) as Record<
      string,
      unknown
    >[];
    expect(
      listed.map((row) => [row['aggregateVersion'], row['state'], row['settledBy'], row['settledReason']]),
    ).toEqual([
      [2, 'applied', 'youssef', ''],
      [3, 'applied', 'youssef', ''],
      [5, 'discarded', 'amina', 'test of the drill'],
      [6, 'discarded', 'amina', 'test of the drill'],
    ]);
    expect(fetcher.child.stdout()).toMatch(
      /"operator":"amina","reason":"test of the drill".*"msg":"dead letters discarded"/,
    );
  });

  it("shows the journal of one aggregate from its owner, decoded, and nobody's of an unknown one", async () => {
    const owner = await world.start('journal-owner');
    const file = new URL('../../../tools/ops/src/main.ts', import.meta.url).pathname;
    const ask = async (id: string, ...more: string[]) => {
      const place = ['--address', owner.rpc, '--secrets', world.suite.secretsDir];
      const child = startChild(file, {}, ['journal', '--service', 'intake', '--aggregate', id, ...place, ...more]);
      return { code: (await child.ended()).code, out: child.stdout(), err: child.stderr() };
    };
    const table = await ask('case-0');
    expect(
      table.out
        .split('\n')
        .slice(2, 9)
        .map((line) => line.split(/ +/)[0]),
    ).toEqual(['1', '2', '3', '4', '5', '6', '7']);
    const [first] = JSON.parse((await ask('case-0', '--json')).out) as { payload: unknown }[];
    expect(first?.payload).toEqual({ complaint: expect.objectContaining({ id: 'case-0' }) });
    expect(await ask('nobody')).toMatchObject({ code: 1, err: 'ops: intake has no events of aggregate nobody\n' });
  });
});
