import { auditRows, journalRows, verifyChain } from '@jamaa/kit';
import { until } from '@jamaa/kit/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { pieceRows } from '../src/imports/rows.ts';
import { openRows, statisticsRows } from '../src/statistics/rows.ts';
import { actRows, registerRows } from '../src/store/rows.ts';
import { birthNumber, bureau, step } from './support/births.ts';
import { begin, done, header, line, refusals, send, taken, told } from './support/old-registers.ts';
import { createWorld, type Registry, type World } from './support/world.ts';

const LINES = 2_000;

describe('the import of old registers', () => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld();
  });
  afterAll(() => world.close());

  /** Two registers of a thousand acts; one line in a hundred is wrong. */
  const bad = (number: number): boolean => number % 100 === 50;
  const numbers = Array.from({ length: LINES / 2 }, (_, index) => index + 1);
  const file = [
    header,
    ...[1987, 1988].flatMap((year) =>
      numbers.map((number) => line(number, { year, birthDate: bad(number) ? `${year}-02-30` : `${year}-01-02` })),
    ),
  ].join('\n');

  it('takes over the good lines of 2,000 once, whenever the process is killed, and tells the bad ones', async () => {
    const doomed = await world.start({ FAILPOINTS: 'civil-registry.import.before-commit@3' });
    const id = await send(doomed, file);
    await begin(doomed, id);
    await doomed.child.ended();
    expect(doomed.child.stderr()).toContain('failpoint hit: civil-registry.import.before-commit');
    const second = await world.start({ FAILPOINTS: 'civil-registry.import.after-pack@2' });
    await second.child.ended();
    const registry = await world.start();
    const result = await done(registry, id);
    expect(result).toMatchObject({ created: 1_980, unchanged: 0, refused: 20, registers: 2, missing: 20 });
    const lines = await refusals(registry, id);
    expect(told(lines)).toEqual(
      [0, 1].flatMap((index) =>
        numbers.filter(bad).map((number) => `${number + 1 + index * 1_000} birth_date impossible`),
      ),
    );
    expect(lines[0]?.actId).toBe(`${bureau}:birth:1987:50`);
    const { registers } = await registry.imports('officer')('listImportedRegisters', { id, cursor: '', limit: 1 });
    expect(registers).toMatchObject([{ year: 1987, lastNumber: 1_000, created: 990, refused: 10 }]);
    expect(registers[0]?.gaps[0]).toEqual({ from: 50, to: 50 });
    // Every act once, with one event, one entry of its audit trail; the file is gone.
    const acts = await actRows(world.mongo).find({}).toArray();
    expect(acts).toHaveLength(1_980);
    const events = await journalRows(world.mongo).find({ aggregateType: 'act' }).toArray();
    expect(new Set(events.map(({ aggregateId }) => aggregateId)).size).toBe(1_980);
    expect(events).toHaveLength(1_980);
    for (const act of acts.slice(0, 20)) expect(await verifyChain(world.mongo, act._id, act.auditHead)).toBeUndefined();
    expect(await auditRows(world.mongo).countDocuments({ action: 'imported' })).toBe(1_980);
    expect(JSON.stringify(acts[0])).not.toContain('SEFRIOUI');
    expect(await pieceRows(world.mongo).countDocuments({})).toBe(0);
    registry.close();
  });

  describe('after it', () => {
    let registry: Registry;
    beforeAll(async () => {
      registry = await world.start();
    });
    const register = { bureauId: bureau, kind: 'birth', year: 1987 };
    const heads = async () => (await registerRows(world.mongo).find({}).toArray()).map(({ head }) => head);

    it('changes nothing when the same file comes again', async () => {
      const before = await heads();
      expect(await taken(registry, file)).toMatchObject({ created: 0, unchanged: 1_980, refused: 20 });
      expect(await heads()).toEqual(before);
    });

    it('fills a gap with the line that was put right, and refuses a number that is there', async () => {
      const text = [header, line(50), line(51, { name: 52 }), line(50), line(2_000)].join('\n');
      const id = await send(registry, text);
      await begin(registry, id);
      expect(await done(registry, id)).toMatchObject({ created: 1, unchanged: 0, refused: 3 });
      expect(told(await refusals(registry, id))).toEqual(['3 number differs', '4 number double', '5 number jump']);
    });

    it('has a chain that an officer closes; nothing comes after', async () => {
      const closed = await registry.as('officer')('closeRegister', { ...register, decision: '' });
      expect(closed.register).toMatchObject({ state: 'closed', lastNumber: 1_000 });
      const create = { ...register, firstNumber: 0, format: 'csv', content: '', trial: false, idempotencyKey: '' };
      await expect(registry.imports('officer')('createRegisterImport', create)).rejects.toMatchObject({
        code: 'command-not-allowed',
      });
      const id = await send(registry, [header, line(1_001)].join('\n'));
      await begin(registry, id);
      expect(await done(registry, id)).toMatchObject({ created: 0, refused: 1 });
      expect(told(await refusals(registry, id))).toEqual(['2 number register-closed']);
    });

    it('is found out when an act of it is changed', async () => {
      const _id = `${bureau}:birth:1988:7`;
      const { sealed: other } = (await actRows(world.mongo).findOne({ _id: `${bureau}:birth:1988:8` })) ?? {};
      const { sealed: own } = (await actRows(world.mongo).findOne({ _id })) ?? {};
      const close = () => registry.as('officer')('closeRegister', { ...register, year: 1988, decision: '' });
      await actRows(world.mongo).deleteOne({ _id: `${bureau}:birth:1988:9` });
      await expect(close()).rejects.toThrow('1988:9');
      expect([other, own]).not.toContain(undefined);
    });

    it('signs whole registers of earlier years by the officer who brought them', async () => {
      const text = [
        header,
        line(1, { year: 1990, birthDate: '1990-01-02' }),
        line(3, { year: 1990, birthDate: '1990-01' }),
      ];
      expect(await taken(registry, text.join('\n'))).toMatchObject({ created: 2, missing: 1 });
      const { register: closed } = await registry.as('officer')('getRegister', { ...register, year: 1990 });
      expect(closed).toMatchObject({ state: 'closed', closedBy: 'account-officer', lastNumber: 3 });
      expect(closed?.signature.length).toBe(64);
    });

    it('refuses lines of bureaux that are not the caller’s, or not at all, and a table without its columns', async () => {
      const lines = [
        line(1, { year: 1991, bureau: '06.141.01.0-1' }),
        line(1, { year: 1991, bureau: '03.451.01.09-9' }),
      ];
      const id = await send(registry, [header, ...lines].join('\n'));
      await begin(registry, id);
      expect(await done(registry, id)).toMatchObject({ created: 0, refused: 2 });
      expect(told(await refusals(registry, id))).toEqual(['2 bureau forbidden', '3 bureau unknown']);
      const wrong = await send(registry, `${header.replace('sex', 'gender')}\n`);
      await expect(begin(registry, wrong)).rejects.toMatchObject({ fields: [{ path: 'file', code: 'unknown' }] });
      await expect(send(registry, file, { by: 'registrar' })).rejects.toMatchObject({ code: 'forbidden' });
      await expect(registry.imports('officer-casablanca')('getRegisterImport', { id })).rejects.toMatchObject({
        code: 'not-found',
      });
    });

    it('writes nothing in a trial run, and tells what it would', async () => {
      const text = [header, ...[1, 2, 2, 5].map((number) => line(number, { year: 1992, birthDate: '1992-02-29' }))];
      const result = await taken(registry, text.join('\n'), { trial: true, by: 'administrator' });
      expect(result).toMatchObject({ created: 3, refused: 1, missing: 2, registers: 1 });
      expect(await registerRows(world.mongo).findOne({ _id: `${bureau}:birth:1992` })).toBeNull();
      expect(await actRows(world.mongo).countDocuments({ year: 1992 })).toBe(0);
    });

    it('takes acts as an export writes them, with their margins', async () => {
      const title = { kind: 'marriage-deed', number: '17', date: '2011-06-02', authority: 'عدول صفرو' };
      const spouse = { firstNames: { ar: 'فاطمة', latin: 'FATIMA' }, familyName: { ar: 'الزاهيري', latin: 'ZAHIRI' } };
      const person = {
        firstNames: { ar: 'ياسين' },
        familyName: { ar: 'الصفريوي' },
        sex: 'male',
        birthDate: '1985-01-02',
      };
      const act = {
        ...{ bureauId: bureau, kind: 'birth', year: 1985, number: 400, registeredAt: '1985-01-03T10:00:00.000Z' },
        birth: { child: person },
        idcs: '1234567890',
        mentions: [{ kind: 'marriage', title, effectiveOn: '2011-06-01', other: spouse }],
      };
      const first = JSON.stringify({ register: { bureauId: bureau, kind: 'birth', year: 1985, firstNumber: 400 } });
      const taken2 = { ...act, number: 401, mentions: [] };
      const lonely = {
        ...act,
        number: 402,
        idcs: '',
        mentions: [{ kind: 'divorce', title, effectiveOn: '2011-06-01' }],
      };
      const text = [first, ...[act, taken2, lonely].map((one) => JSON.stringify({ act: one })), '{'].join('\n');
      const id = await send(registry, text, { format: 'jsonl' });
      await begin(registry, id);
      expect(await done(registry, id)).toMatchObject({ created: 1, refused: 3 });
      const said = told(await refusals(registry, id));
      expect(said).toContain('3 idcs idcs-taken');
      expect(said).toContain('4 mentions.0.ends required');
      expect(said).toContain('5 line json');
      const { act: found } = await registry.as('officer')('getAct', { id: `${bureau}:birth:1985:400`, asOf: '' });
      expect(found).toMatchObject({ imported: true, mentions: [{ kind: 'marriage', number: 1 }], idcs: '1234567890' });
    });

    it('is found by name like acts that were registered here', async () => {
      const asked = { firstNames: 'ياسين', familyName: 'الصفريوي', birthDate: '1985-01-02', birthYear: 0 };
      const none = { bureauId: '', kind: '', year: 0, number: 0, idcs: '', nationalId: '', limit: 0 };
      const { acts } = await registry.as('registrar')('searchActs', { ...none, ...asked } as never);
      expect(acts.map(({ id }) => id)).toContain(`${bureau}:birth:1985:400`);
    });

    it('is in the figures of its register, and open declarations are counted once each', async () => {
      const figures = await statisticsRows(world.mongo).findOne({ _id: `1987|03.451.01.09|birth|${bureau}` });
      expect(figures).toMatchObject({ total: 991, imported: 991, late: 0, months: { 3: 991 } });
      const open = async () => (await openRows(world.mongo).findOne({ _id: `03.451.01.09|birth|${bureau}` }))?.open;
      const { declaration } = await registry.as('registrar')('declare', birthNumber(1));
      await until('counted', async () => (await open()) === 1);
      await registry.as('registrar')('executeDeclaration', { ...step(declaration?.id ?? '', 'withdraw'), text: 'x' });
      await until('counted off', async () => (await open()) === 0);
    });

    it('ends where it is cancelled: what is read stays, the registers are free', async () => {
      const id = await send(registry, [header, line(1, { year: 1993, birthDate: '1993-01-02' })].join('\n'));
      const { import: cancelled } = await registry.imports('officer')('cancelRegisterImport', { id });
      expect(cancelled?.state).toBe('cancelled');
      await expect(begin(registry, id)).rejects.toMatchObject({ code: 'command-not-allowed' });
    });
  });
});
