import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  birthNumber,
  bureau,
  daysAgo,
  deathRequest,
  declareRequest,
  inReview,
  open,
  signing,
  step,
} from './support/births.ts';
import { birth, childNamed, differentName } from './support/people.ts';
import { createWorld, type Registry, type World } from './support/world.ts';

describe('duplicates', () => {
  let world: World;
  let here: Registry;
  let there: Registry;
  beforeAll(async () => {
    world = await createWorld();
    here = await world.start();
    there = await world.start();
    await open(here);
    await here.as('officer-casablanca')('openRegister', {
      bureauId: '06.141.01.0-1',
      kind: 'birth',
      year: new Date().getFullYear(),
      firstNumber: 0,
      idempotencyKey: '',
    });
  });
  afterAll(() => world.close());

  it('declared by two clerks at the same moment at two replicas are seen by one of them, every time', async () => {
    for (let round = 0; round < 12; round += 1) {
      const asked = birthNumber(500 + round);
      const [one, two] = await Promise.all([
        here.as('registrar')('declare', asked),
        there.as('registrar-casablanca')('declare', {
          ...asked,
          bureauId: '06.141.01.0-1',
          idempotencyKey: `two-${round}-of-the-same`,
        }),
      ]);
      const seen = [...one.duplicates, ...two.duplicates].map(({ otherId }) => otherId);
      expect([one.declaration?.id, two.declaration?.id]).toEqual(expect.arrayContaining(seen));
      expect(seen.length).toBeGreaterThanOrEqual(1);
    }
  });

  it('are not registered before somebody decides; the decision stays on record with its reason', async () => {
    const asked = birthNumber(600);
    const first = await inReview(here, asked);
    const second = await inReview(here, { ...asked, idempotencyKey: 'the-second-of-two-alike' });
    for (const id of [first, second])
      await expect(here.as('officer')('registerAct', signing(id))).rejects.toMatchObject({
        code: 'command-not-allowed',
        fields: [expect.objectContaining({ path: 'duplicates', code: 'undecided' })],
      });
    const nothing = step(second, 'distinguish', { otherId: 'nothing', text: 'x' });
    await expect(here.as('registrar')('executeDeclaration', nothing)).rejects.toMatchObject({
      fields: [expect.objectContaining({ path: 'otherId', code: 'unknown' })],
    });
    const told = step(second, 'distinguish', { otherId: first, text: 'توأمان غير مصرح بهما معا' });
    const { declaration } = await here.as('registrar')('executeDeclaration', told);
    expect(declaration?.distinctions).toMatchObject([{ otherId: first, reason: told.text, by: 'account:registrar' }]);
    expect((await here.as('officer')('registerAct', signing(second))).act?.number).toBeGreaterThan(0);
    const beside = await here.as('registrar')('findDuplicates', { declarationId: first });
    expect(beside.duplicates).toMatchObject([
      { otherType: 'act', bureauId: bureau, state: 'registered', distinguished: false },
    ]);
    expect(beside.duplicates[0]?.alike).toEqual(
      expect.arrayContaining(['child.firstNames.ar', 'mother.familyName.latin']),
    );
    await here.as('registrar')('executeDeclaration', step(first, 'withdraw', { text: 'سبق تسجيله' }));
    await expect(here.as('officer')('registerAct', signing(first))).rejects.toMatchObject({
      code: 'command-not-allowed',
    });
  });

  it('are not brothers of one day: twins have an order and names of their own', async () => {
    const day = daysAgo(2);
    const twin = (order: number, number: number, change: object = {}) => {
      const { ar, latin } = differentName(number);
      const value = birth(day, { ...childNamed(ar, latin, day), twinOrder: order, twinCount: 2 });
      return declareRequest({ content: { $case: 'birth', value }, ...change });
    };
    const one = await here.as('registrar')('declare', twin(1, 700));
    const two = await here.as('registrar')('declare', twin(2, 701, { twinOf: one.declaration?.id ?? '' }));
    expect([one.duplicates, two.duplicates]).toEqual([[], []]);
    // The same child told as its own twin is seen through.
    const again = await here.as('registrar')('declare', twin(2, 700, { twinOf: one.declaration?.id ?? '' }));
    expect(again.duplicates.map(({ otherId }) => otherId)).toContain(one.declaration?.id);
    const wrong = twin(1, 702, { twinOf: one.declaration?.id ?? '' });
    await expect(here.as('registrar')('declare', wrong)).rejects.toMatchObject({
      fields: [expect.objectContaining({ path: 'twinOf' })],
    });
  });

  it('of a death are found by a number, whatever day was told', async () => {
    const deceased = { nationalId: 'CD44556' };
    const asked = (days: number) => {
      const request = deathRequest();
      if (request.content?.$case !== 'death') throw new Error('no death');
      const { value } = request.content;
      const who = value.deceased === undefined ? undefined : { ...value.deceased, ...deceased };
      return {
        ...request,
        content: { $case: 'death' as const, value: { ...value, deceased: who, date: daysAgo(days) } },
      };
    };
    const first = await here.as('registrar')('declare', asked(2));
    const second = await there.as('registrar')('declare', asked(9));
    expect(second.duplicates).toMatchObject([{ otherId: first.declaration?.id, score: 1 }]);
  });
});
