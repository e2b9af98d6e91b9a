import { isAppError } from '@jamaa/kit';
import { until } from '@jamaa/kit/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { actRows, declarationRows, registerRows } from '../src/store/rows.ts';
import { birthNumber, bureau, inReview, open, signing, year } from './support/births.ts';
import { createWorld, type Registry, type World } from './support/world.ts';

/** Two replicas and many officers at once, while processes are killed: what stays is 1 … n, each once, each act of one declaration. */
describe('numbers of a register', () => {
  let world: World;
  let steady: Registry;
  let made = 0;
  const register = () => `${bureau}:birth:${year()}`;

  beforeAll(async () => {
    world = await createWorld();
    steady = await world.start();
    await open(steady);
  });
  afterAll(() => world.close());

  const declared = async (count: number): Promise<string[]> => {
    const ids: string[] = [];
    for (let left = count; left > 0; left -= 10) {
      const some = Array.from({ length: Math.min(10, left) }, () => {
        made += 1;
        return inReview(steady, birthNumber(made));
      });
      ids.push(...(await Promise.all(some)));
    }
    return ids;
  };

  /** Signs until it is answered, as a client does that keeps its key: at one replica, then at the other. */
  const sign = (id: string, replicas: readonly Registry[]): Promise<number> => {
    let tried = 0;
    return until(
      `${id} registered`,
      async () => {
        const replica = replicas[tried % replicas.length];
        tried += 1;
        try {
          const answer = await replica?.as('officer')('registerAct', signing(id, `sign-${id}`));
          return answer?.act?.number;
        } catch (error) {
          if (isAppError(error) && (error.retryable || error.code === 'idempotency-in-flight')) return undefined;
          throw error;
        }
      },
      // What a killed process had written without a commit stays locked for a minute on the embedded server.
      100_000,
    );
  };

  const expectWhole = async (ids: readonly string[], numbers: readonly number[]): Promise<void> => {
    const row = await registerRows(world.mongo).findOne({ _id: register() });
    const acts = await actRows(world.mongo).find({}).toArray();
    const inOrder = acts.map(({ number }) => number).sort((a, b) => a - b);
    expect(inOrder).toEqual(Array.from({ length: row?.lastNumber ?? 0 }, (_, index) => index + 1));
    expect(new Set(numbers).size).toBe(ids.length);
    const rows = await declarationRows(world.mongo).find({ state: 'registered' }).toArray();
    expect(rows.map(({ actId }) => actId).sort()).toEqual(acts.map(({ _id }) => _id).sort());
  };

  it('are 1 … n for fifty officers at two replicas', async () => {
    const second = await world.start();
    const ids = await declared(50);
    const numbers = await Promise.all(ids.map((id, index) => sign(id, index % 2 === 0 ? [steady] : [second])));
    await expectWhole(ids, numbers);
    await second.child.kill();
  });

  it.each([
    ['before a commit', 'civil-registry.before-commit@2'],
    ['after a commit, before the answers', 'civil-registry.after-commit@2'],
  ])('have no gap and no double when a process is killed %s', async (_when, failpoints) => {
    const doomed = await world.start({ FAILPOINTS: failpoints });
    const ids = await declared(40);
    const numbers = await Promise.all(ids.map((id) => sign(id, [doomed, steady])));
    expect(await doomed.child.ended()).toMatchObject({ signal: 'SIGKILL' });
    expect(doomed.child.stderr()).toContain(`failpoint hit: ${failpoints.split('@')[0]}`);
    await expectWhole(ids, numbers);
  });

  it('have no gap when a process is killed at any moment', async () => {
    const doomed = await world.start();
    const ids = await declared(40);
    const signed = ids.map((id) => sign(id, [doomed, steady]));
    await Promise.race(signed);
    await doomed.child.kill('SIGKILL');
    await expectWhole(ids, await Promise.all(signed));
  });

  it('are one chain, which the closing of the register verifies and signs; no act comes after it', async () => {
    const [late = ''] = await declared(1);
    const close = { bureauId: bureau, kind: 'birth', year: year(), decision: '' };
    await expect(steady.as('officer')('closeRegister', close)).rejects.toMatchObject({
      code: 'validation-failed',
      fields: [expect.objectContaining({ path: 'decision' })],
    });
    const [first] = await actRows(world.mongo).find({ number: 3 }).toArray();
    await actRows(world.mongo).updateOne({ _id: first?._id ?? '' }, { $set: { hash: '0'.repeat(64) } });
    const decided = { ...close, decision: 'قرار 7/2026' };
    await expect(steady.as('officer')('closeRegister', decided)).rejects.toMatchObject({
      code: 'command-not-allowed',
      message: expect.stringContaining(`${register()}:3 `),
    });
    await actRows(world.mongo).updateOne({ _id: first?._id ?? '' }, { $set: { hash: first?.hash ?? '' } });
    const { register: closed } = await steady.as('officer')('closeRegister', decided);
    expect(closed).toMatchObject({ state: 'closed', closedBy: 'account-officer', decision: 'قرار 7/2026' });
    expect(closed?.signature).toHaveLength(64);
    await expect(steady.as('officer')('registerAct', signing(late))).rejects.toMatchObject({
      code: 'command-not-allowed',
    });
    await expect(steady.as('officer')('closeRegister', decided)).rejects.toMatchObject({ code: 'command-not-allowed' });
  });
});
