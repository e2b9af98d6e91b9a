import { auditRows } from '@jamaa/kit';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { registerRows } from '../src/store/rows.ts';
import {
  birthNumber,
  bureau,
  daysAgo,
  declareRequest,
  inReview,
  open,
  registered,
  signing,
  step,
  today,
  year,
} from './support/births.ts';
import { birth } from './support/people.ts';
import { createWorld, type Registry, type World } from './support/world.ts';

describe('births', () => {
  let world: World;
  let registry: Registry;
  beforeAll(async () => {
    world = await createWorld();
    registry = await world.start();
  });
  afterAll(() => world.close());

  it('have a main bureau in every commune and arrondissement', async () => {
    const { bureaux } = await registry.as('registrar')('listBureaux', {
      territory: '03.451',
      kind: '',
      cursor: '',
      limit: 200,
    });
    expect(bureaux.map(({ id }) => id)).toContain(bureau);
    expect(await world.mongo.collection('bureaux').countDocuments({ kind: 'main' })).toBe(1_503 + 41);
  });

  it('cannot be registered before the register is opened, which is opened once', async () => {
    const id = await inReview(registry, birthNumber(1));
    await expect(registry.as('officer')('registerAct', signing(id))).rejects.toMatchObject({
      code: 'command-not-allowed',
    });
    const { register } = await open(registry, 'birth', 41, 'first-of-the-year');
    expect(register).toMatchObject({ state: 'open', firstNumber: 41, lastNumber: 40 });
    expect((await open(registry, 'birth', 41, 'first-of-the-year')).register).toEqual(register);
    await expect(open(registry, 'birth', 42, 'first-of-the-year')).rejects.toMatchObject({
      code: 'idempotency-mismatch',
    });
    await expect(open(registry)).rejects.toMatchObject({ code: 'already-exists' });
    const { act } = await registry.as('officer')('registerAct', signing(id));
    expect(act).toMatchObject({
      id: `${bureau}:birth:${year()}:41`,
      number: 41,
      kind: 'birth',
      officerId: 'account-officer',
    });
    expect(act?.idcs).toMatch(/^\d{10}$/);
    expect(act?.officerName?.ar).toBe('ضابط account-officer');
  });

  it('take the next number each, in one chain that is signed', async () => {
    const before = await registerRows(world.mongo).findOne({ _id: `${bureau}:birth:${year()}` });
    const act = await registered(registry, birthNumber(2));
    expect(act.number).toBe((before?.lastNumber ?? 0) + 1);
    const after = await registerRows(world.mongo).findOne({ _id: `${bureau}:birth:${year()}` });
    expect(after).toMatchObject({ lastNumber: act.number, head: act.hash });
    expect(act.signature).toHaveLength(64);
  });

  it('are signed by an officer of the bureau within the delegation, and by nobody else', async () => {
    const id = await inReview(registry, birthNumber(3));
    const refused = (by: Parameters<Registry['as']>[0]) =>
      registry
        .as(by)('registerAct', signing(id))
        .then(
          () => 'signed',
          ({ code, message }: { code: string; message: string }) => `${code}: ${message}`,
        );
    expect(await refused('registrar')).toMatch(/^forbidden/);
    expect(await refused('former-officer')).toMatch(/^forbidden: the delegation .* before 2026-01-01/);
    expect(await refused('officer-casablanca')).toMatch(/^not-found/);
    expect(await refused('clerk')).toMatch(/^forbidden|^not-found/);
    expect(await refused('officer')).toBe('signed');
    expect(await refused('officer')).toMatch(/^command-not-allowed/);
  });

  it('are answered the same when the same request comes again, and refused with another body', async () => {
    const id = await inReview(registry, birthNumber(4));
    const first = await registry.as('officer')('registerAct', signing(id, 'the-same-key-of-one'));
    const again = await registry.as('officer')('registerAct', signing(id, 'the-same-key-of-one'));
    expect(again.act?.number).toBe(first.act?.number);
    await expect(
      registry.as('officer')('registerAct', { ...signing(id, 'the-same-key-of-one'), expectedVersion: 7 }),
    ).rejects.toMatchObject({ code: 'idempotency-mismatch' });
  });

  it('that an establishment made known become acts only when somebody entitled declares', async () => {
    const day = daysAgo(1);
    const content = { $case: 'birth', value: birth(day, { declarant: undefined, father: undefined }) } as const;
    const known = { kind: 'birth', bureauId: bureau, content, twinOf: '', idempotencyKey: '' };
    const { declaration } = await registry.as('health')('preDeclare', known);
    expect(declaration).toMatchObject({ state: 'pre-declared', establishment: 'commune:03.451.01.09', actId: '' });
    const id = declaration?.id ?? '';
    await expect(registry.as('health-casablanca')('preDeclare', known)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(registry.as('officer')('registerAct', signing(id))).rejects.toMatchObject({
      code: 'command-not-allowed',
    });
    const whole = declareRequest({ id, content: { $case: 'birth', value: birth(day) } });
    const declared = await registry.as('registrar')('declare', whole);
    expect(declared.declaration).toMatchObject({ id, state: 'declared' });
    await registry.as('registrar')('executeDeclaration', step(id, 'review'));
    await registry.as('officer')('executeDeclaration', step(id, 'return', { text: 'ينقص عقد الزواج' }));
    const back = await registry.as('registrar')('getDeclaration', { id });
    expect(back.declaration).toMatchObject({ state: 'returned', remark: 'ينقص عقد الزواج' });
    expect(back.declaration?.allowedCommands).toEqual(expect.arrayContaining(['complete', 'withdraw']));
  });

  it('are kept sealed: no name stands in the database in clear, and each look is on record', async () => {
    const act = await registered(registry, birthNumber(5));
    await registry.as('officer')('getAct', { id: act.id, asOf: today() });
    const audit = await auditRows(world.mongo).find({ aggregateId: act.id }).sort({ number: 1 }).toArray();
    expect(audit.map(({ action }) => action)).toEqual(['registered', 'looked']);
    for (const name of ['acts', 'declarations', 'events', 'audit', 'idempotency', 'claims', 'officers']) {
      const rows = JSON.stringify(await world.mongo.collection(name).find({}).toArray());
      expect(rows).not.toMatch(/SEFRIOUI|الصفريوي|DRISS/);
    }
  });
});
