import { type Answer, type Call, call, tokenOf } from '@jamaa/e2e';
import { until } from '@jamaa/kit/testing';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { birth, bureau, daysAgo, father, mother, openRegister, post, registered, year } from './support/civil.ts';
import { expectProblem } from './support/problem.ts';

const casablanca = '06.141.01.0-1';

const by = async (account: string, o: Call = {}): Promise<Call> => ({ ...o, token: await tokenOf(account) });
const get = async (account: string, path: string): Promise<Answer> => call('GET', path, await by(account));

beforeAll(async () => {
  for (const kind of ['birth', 'death']) {
    await openRegister('sefrou', bureau, kind);
    await openRegister('casablanca', casablanca, kind);
  }
});

describe('a birth', () => {
  it('is known by the hospital, declared by the father, signed by the officer, found by its identity', async () => {
    const content = birth();
    const known = await post('health.sefrou', '/v1/civil/pre-declarations', { bureauId: bureau, birth: content });
    expect(known.body.declaration).toMatchObject({ state: 'pre-declared', kind: 'birth' });
    const { id } = known.body.declaration;
    expectProblem(await post('civil-officer.sefrou', `/v1/civil/declarations/${id}/register`), 'command-not-allowed');
    const completed = await post('registrar.sefrou', `/v1/civil/declarations/${id}/complete`, { birth: content });
    expect(completed.body.declaration).toMatchObject({ id, state: 'declared' });
    await post('registrar.sefrou', `/v1/civil/declarations/${id}/review`);
    const { status, body } = await post('civil-officer.sefrou', `/v1/civil/declarations/${id}/register`);
    expect([status, body.act.kind, body.declaration.state]).toEqual([201, 'birth', 'registered']);
    expect(body.act.officerName.ar).toBe('عبد اللطيف بنزكري');
    const { number } = body.act;
    const found = await get(
      'registrar.casablanca',
      `/v1/civil/acts?bureauId=${bureau}&year=${year}&number=${number}&kind=birth`,
    );
    expect(found.body.acts).toMatchObject([{ id: body.act.id, firstNames: content.child.firstNames }]);
    const seen = await get('registrar.sefrou', `/v1/civil/acts/${body.act.id}?asOf=${daysAgo(0)}`);
    expect(seen.body.act.birth.child.firstNames).toEqual(content.child.firstNames);
    expectProblem(await get('registrar.casablanca', `/v1/civil/acts/${body.act.id}`), 'not-found');
  });

  it('is not signed by an officer whose delegation has ended', async () => {
    const { body } = await post('registrar.sefrou', '/v1/civil/declarations', { bureauId: bureau, birth: birth() });
    const { id } = body.declaration;
    await post('registrar.sefrou', `/v1/civil/declarations/${id}/review`);
    const refused = await post('former-officer.sefrou', `/v1/civil/declarations/${id}/register`);
    expectProblem(refused, 'forbidden');
    expect(refused.body.detail).toMatch(/delegation .* before 2026-01-01/);
  });

  it('takes numbers without a gap', async () => {
    const numbers: number[] = [];
    for (let count = 0; count < 3; count += 1) numbers.push((await registered()).number);
    expect(numbers).toEqual([numbers[0], (numbers[0] ?? 0) + 1, (numbers[0] ?? 0) + 2]);
    const { body } = await get('registrar.sefrou', `/v1/civil/bureaux/${bureau}/registers/birth/${year}`);
    expect(body.register).toMatchObject({ state: 'open', lastNumber: numbers.at(-1) });
  });
});

it('a birth abroad is declared at the consulate within a year', async () => {
  const opened = await post('civil-officer.paris', '/v1/civil/bureaux/consulate:paris/registers', {
    kind: 'birth',
    year,
  });
  expect([201, 409]).toContain(opened.status);
  const birthPlace = { country: 'FR', text: { ar: 'باريس', fr: 'Paris' } };
  const act = await registered(birth({}, { birthDate: daysAgo(200), birthPlace }), 'birth', 'paris', 'consulate:paris');
  expect(act.id).toBe(`consulate:paris:birth:${year}:${act.number}`);
  expect(act.birth.judgment).toBeUndefined();
});

it('a late declaration is registered by a judgment', async () => {
  const judgment = { kind: 'judgment', number: '214/2026', date: daysAgo(1), authority: 'المحكمة الابتدائية بصفرو' };
  const act = await registered(birth({ judgment }, { birthDate: daysAgo(45) }));
  expect(act.birth.judgment).toEqual(judgment);
});

it('a register is exported as JSON lines: the register first, then every act in order', async () => {
  const { number } = await registered();
  const { status, body, headers } = await get(
    'registrar.sefrou',
    `/v1/civil/bureaux/${bureau}/registers/birth/${year}/export.jsonl`,
  );
  expect([status, headers.get('content-type')]).toEqual([200, 'application/jsonl; charset=utf-8']);
  const [first, ...acts] = (body as string)
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(first.register.lastNumber).toBe(number);
  expect(acts.map((one) => one.act.number)).toEqual(acts.map((_, index) => first.register.firstNumber + index));
  expect(acts).toHaveLength(number - first.register.firstNumber + 1);
});

describe('a mention', () => {
  const deed = { kind: 'marriage-deed', number: '12/2026', date: daysAgo(1), authority: 'محكمة الأسرة بصفرو' };

  it('of a marriage stands on both acts, of two régions, once; the divorce too', async () => {
    const wife = await registered(birth({}, { birthDate: daysAgo(3) }));
    const husband = await registered(birth(), 'birth', 'casablanca', casablanca);
    const marriage = {
      ...{ kind: 'marriage', title: deed, effectiveOn: daysAgo(1), otherActId: husband.id },
      other: { ...husband.birth.child, birthPlace: undefined },
    };
    const entered = await post('civil-officer.sefrou', `/v1/civil/acts/${wife.id}/mentions`, marriage);
    expect([entered.status, entered.body.errors]).toEqual([201, undefined]);
    const there = await until('the mirror', async () => {
      const { body } = await get('registrar.casablanca', `/v1/civil/acts/${husband.id}`);
      return body.act.mentions.length === 1 && body.act.mentions[0];
    });
    expect(there).toMatchObject({ kind: 'marriage', otherActId: wife.id, mirrors: entered.body.mention.id, number: 1 });
    const again = await post('civil-officer.sefrou', `/v1/civil/acts/${wife.id}/mentions`, {
      ...marriage,
      otherActId: undefined,
    });
    expectProblem(again, 'validation-failed');
    const divorce = {
      ...{ kind: 'divorce', effectiveOn: daysAgo(0), ends: there.id },
      title: { ...deed, kind: 'divorce-deed', date: daysAgo(0) },
    };
    expect((await post('civil-officer.casablanca', `/v1/civil/acts/${husband.id}/mentions`, divorce)).status).toBe(201);
    await until('the divorce on the other act', async () => {
      const { body } = await get('registrar.sefrou', `/v1/civil/acts/${wife.id}`);
      return body.act.mentions.length === 2 && body.act.mentions[1].ends === entered.body.mention.id;
    });
  });

  it('of a death comes from the death act by itself', async () => {
    const of = await registered();
    const { child } = of.birth;
    const death = {
      deceased: { ...child, birthActId: of.id, idcs: of.idcs },
      ...{ date: daysAgo(1), time: '03:00', place: { commune: '06.141.01.0' } },
      declarant: { person: father, quality: 'father' },
      precedenceReason: undefined,
    };
    const { precedenceReason: _none, ...content } = death;
    const declared = await post('registrar.casablanca', '/v1/civil/declarations', {
      ...{ bureauId: casablanca, death: content, precedenceReason: 'الهالك بلا أبناء ولا زوج' },
    });
    expect([declared.status, declared.body.errors]).toEqual([201, undefined]);
    const { id } = declared.body.declaration;
    await post('registrar.casablanca', `/v1/civil/declarations/${id}/review`);
    const { body } = await post('civil-officer.casablanca', `/v1/civil/declarations/${id}/register`);
    await until('the death on the birth act', async () => {
      const seen = await get('registrar.sefrou', `/v1/civil/acts/${of.id}`);
      const [mention] = seen.body.act.mentions;
      return mention?.kind === 'death' && mention.otherActId === body.act.id;
    });
    const found = await get('registrar.sefrou', `/v1/civil/acts?idcs=${of.idcs}`);
    expect(found.body.acts.map((one: { id: string }) => one.id).sort()).toEqual([of.id, body.act.id].sort());
  });

  it('on an act that does not exist is 404, on nothing wrong left behind', async () => {
    const lost = `${bureau}:birth:${year}:999999`;
    const asked = { kind: 'death', title: { ...deed, kind: 'death-act' }, effectiveOn: daysAgo(0) };
    expectProblem(await post('civil-officer.sefrou', `/v1/civil/acts/${lost}/mentions`, asked), 'not-found');
  });
});

it('a child declared twice is told at the second declaration, and not registered before somebody decides', async () => {
  const content = birth();
  const first = await post('registrar.sefrou', '/v1/civil/declarations', { bureauId: bureau, birth: content });
  const second = await post('registrar.casablanca', '/v1/civil/declarations', { bureauId: casablanca, birth: content });
  const [one, two] = [first.body.declaration.id, second.body.declaration.id];
  expect(second.body.duplicates).toMatchObject([{ otherId: one, otherType: 'declaration' }]);
  expect(second.body.duplicates[0].birth).toBeUndefined();
  await post('registrar.casablanca', `/v1/civil/declarations/${two}/review`);
  const refused = await post('civil-officer.casablanca', `/v1/civil/declarations/${two}/register`);
  expectProblem(refused, 'command-not-allowed');
  const told = { otherId: one, text: 'طفلان مختلفان، تشابه في الأسماء' };
  expect((await post('registrar.casablanca', `/v1/civil/declarations/${two}/distinguish`, told)).status).toBe(200);
  expect((await post('civil-officer.casablanca', `/v1/civil/declarations/${two}/register`)).status).toBe(201);
  const beside = await get('registrar.sefrou', `/v1/civil/declarations/${one}/duplicates`);
  expect(beside.body.duplicates).toMatchObject([{ otherType: 'act', bureauId: casablanca }]);
});

it.each<[string, Record<string, unknown>, string]>([
  ['29 February of a common year', { child: { birthDate: '2025-02-29' } }, 'birth.child.birthDate'],
  ['a day to come', { child: { birthDate: '2999-01-01' } }, 'birth.child.birthDate'],
  [
    'a title in a first name',
    { child: { firstNames: { ar: 'مولاي علي', latin: 'MOULAY ALI' } } },
    'birth.child.firstNames.ar',
  ],
  [
    'three first names',
    { child: { firstNames: { ar: 'علي عمر زيد', latin: 'ALI OMAR ZAID' } } },
    'birth.child.firstNames.ar',
  ],
  ['a birth before the mother’s', { mother: { ...mother, birthDate: '2024-01-01' } }, 'birth.mother.birthDate'],
  ['no declarant', { declarant: undefined }, 'birth.declarant'],
  ['a hospital as declarant', { declarant: { person: father, quality: 'establishment' } }, 'birth.declarant.quality'],
  ['an uncle who does not say why', { declarant: { person: father, quality: 'uncle-aunt' } }, 'precedenceReason'],
  ['a late declaration without a judgment', { child: { birthDate: daysAgo(45) } }, 'birth.judgment'],
])('%s is named', async (_name, { child, ...change }, path) => {
  const wrong = birth(change, child as object | undefined);
  const answer = await post('registrar.sefrou', '/v1/civil/declarations', { bureauId: bureau, birth: wrong });
  expectProblem(answer, 'validation-failed');
  expect(answer.body.errors.map((one: { path: string }) => one.path)).toContain(path);
});

it('an unknown bureau is named', async () => {
  const answer = await post('registrar.sefrou', '/v1/civil/declarations', { bureauId: '99.999-1', birth: birth() });
  expectProblem(answer, 'validation-failed');
  expect(answer.body.errors).toMatchObject([{ path: 'bureauId' }]);
});
