import { isAppError, markReconciled, noteLostNumbers, raiseEpoch } from '@jamaa/kit';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ActRow, actRows, type RegisterRow, registerRows } from '../src/store/rows.ts';
import { birthNumber, bureau, inReview, open, registered, signing, year } from './support/births.ts';
import { createWorld, type Registry, type World } from './support/world.ts';

/** The database comes back as it was before the last two acts, which are signed and on paper; of one the broker still told. */
describe('registers after a restore', () => {
  let world: World;
  let registry: Registry;
  let waiting: string;
  let atThePoint: RegisterRow;
  const id = () => `${bureau}:birth:${year()}`;
  const key = () => ({ bureauId: bureau, kind: 'birth', year: year() });

  const refusal = async (answer: Promise<unknown>) => {
    const error = await answer.then(
      () => undefined,
      (caught: unknown) => caught,
    );
    return isAppError(error) ? [error.code, ...error.fields.map(({ path, code }) => `${path} ${code}`)] : error;
  };
  const confirm = (lastNumber: number, reason = 'تلف الخادم', by: 'officer' | 'registrar' = 'officer') =>
    registry.as(by)('confirmRegister', { ...key(), lastNumber, reason });

  beforeAll(async () => {
    world = await createWorld();
    registry = await world.start();
    await open(registry);
    for (const number of [1, 2]) await registered(registry, birthNumber(number));
    atThePoint = (await registerRows(world.mongo).findOne({ _id: id() })) as RegisterRow;
    for (const number of [3, 4]) await registered(registry, birthNumber(number));
    waiting = await inReview(registry, birthNumber(5));
    await registry.child.kill();
    await actRows(world.mongo).deleteMany({ number: { $gt: 2 } });
    await registerRows(world.mongo).replaceOne({ _id: id() }, atThePoint);
    const at = new Date();
    await raiseEpoch(world.mongo, { at, point: at });
    await noteLostNumbers(world.mongo, [{ id: `${id()}:3`, reference: `${id()}:3`.replaceAll(':', '/') }], at);
    await markReconciled(world.mongo, 'somebody', at);
    registry = await world.start();
  });
  afterAll(() => world.close());

  it('are held: no number is given and none is closed, before an officer has looked at the paper', async () => {
    const { register } = await registry.as('registrar')('getRegister', key());
    expect(register).toMatchObject({ held: true, lastNumber: 2, lost: [] });
    expect(await refusal(registry.as('officer')('registerAct', signing(waiting)))).toEqual(['register-held']);
    const close = { ...key(), decision: 'قرار 7/2026' };
    expect(await refusal(registry.as('officer')('closeRegister', close))).toEqual(['register-held']);
  });

  it('are not confirmed by others, nor below what was given, nor without a reason', async () => {
    expect(await refusal(confirm(4, 'x', 'registrar'))).toEqual(['forbidden']);
    expect(await refusal(confirm(1))).toEqual(['validation-failed', 'lastNumber below-register']);
    expect(await refusal(confirm(2))).toEqual(['validation-failed', 'lastNumber below-known']);
    expect(await refusal(confirm(4, ''))).toEqual(['validation-failed', 'reason required']);
    expect(await refusal(confirm(4, 'x'.repeat(501)))).toEqual(['validation-failed', 'reason too-long']);
    expect(await refusal(confirm(4_000))).toEqual(['validation-failed', 'lastNumber jump']);
  });

  it('go on above the paper, with what is on paper alone on record, and close as one chain', async () => {
    const { register } = await confirm(4);
    expect(register).toMatchObject({
      ...{ held: false, lastNumber: 4 },
      lost: [{ from: 3, to: 4, reason: 'تلف الخادم', by: 'account-officer' }],
    });
    expect(await refusal(confirm(4))).toEqual(['command-not-allowed']);
    const { act } = await registry.as('officer')('registerAct', signing(waiting));
    expect(act).toMatchObject({ number: 5 });
    const read = await registry.as('officer')('readRegister', { ...key(), after: 0, limit: 0 });
    expect(read.acts.map(({ number }) => number)).toEqual([1, 2, 5]);
    const close = { ...key(), decision: 'قرار 7/2026' };
    // A gap that nobody stated is found: the chain says which numbers it lacks.
    const gaps = { gaps: [{ from: 3, to: 3 }] };
    await registerRows(world.mongo).updateOne({ _id: id() }, { $set: gaps });
    expect(await refusal(registry.as('officer')('closeRegister', close))).toEqual(['command-not-allowed']);
    await registerRows(world.mongo).updateOne({ _id: id() }, { $set: { gaps: [{ from: 3, to: 4 }] } });
    expect((await registry.as('officer')('closeRegister', close)).register).toMatchObject({ state: 'closed' });
  });

  it('of the same year that are opened afterwards are held too: they may have been lost as a whole', async () => {
    await open(registry, 'death');
    const deaths = { ...key(), kind: 'death' };
    expect((await registry.as('officer')('getRegister', deaths)).register).toMatchObject({ held: true });
    const { register } = await registry.as('officer')('confirmRegister', { ...deaths, lastNumber: 0, reason: '' });
    expect(register).toMatchObject({ held: false, lastNumber: 0, lost: [] });
    const rows: ActRow[] = await actRows(world.mongo).find({ kind: 'death' }).toArray();
    expect(rows).toEqual([]);
  });
});
