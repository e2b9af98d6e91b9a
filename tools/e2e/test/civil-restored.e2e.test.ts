import { call, tokenOf } from '@jamaa/e2e';
import { epochRows, markReconciled, raiseEpoch } from '@jamaa/kit';
import { until } from '@jamaa/kit/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { killAndRecover } from './crash/processes.ts';
import { birth, declared, openRegister, post, registered, year } from './support/civil.ts';
import { openDatabase } from './support/platform.ts';

const bureau = '06.141.01.0-1';
const register = `/v1/civil/bureaux/${bureau}/registers/birth/${year}`;
const officer = 'civil-officer.casablanca';
const child = { birthPlace: { commune: bureau.replace(/-\d+$/, '') } };

/** What the bureau meets after a restore of its database (services/civil-registry/test/restored.int has the whole rule). */
describe('a register after a restore', () => {
  let evidence: Awaited<ReturnType<typeof openDatabase>>;
  let registry: typeof evidence;
  let last: number;
  let waiting: string;

  beforeAll(async () => {
    await openRegister('casablanca', bureau);
    last = (await registered(birth({}, child), 'birth', 'casablanca', bureau)).number;
    waiting = await declared(birth({}, child), 'birth', 'casablanca', bureau);
    expect((await post('registrar.casablanca', `/v1/civil/declarations/${waiting}/review`)).status).toBe(200);
    evidence = await openDatabase();
    registry = evidence.useDb('jamaa_civil_registry', { useCache: true });
    const at = new Date();
    await raiseEpoch(registry, { at, point: at });
    await markReconciled(registry, 'somebody', at);
    await killAndRecover('civil-registry');
    const token = await tokenOf('registrar.casablanca');
    await until('the registry answers', async () => (await call('GET', register, { token })).status === 200, 60_000);
  }, 120_000);
  // Other suites go on with this database as if it had never been restored.
  afterAll(async () => {
    await epochRows(registry).deleteOne({ _id: 'current' });
    await evidence.close();
    await killAndRecover('civil-registry');
  }, 120_000);

  const sign = () => post(officer, `/v1/civil/declarations/${waiting}/register`);
  const confirm = (body: object, account = officer) => post(account, `${register}/confirm`, body);
  const fieldOf = ({ status, body }: Awaited<ReturnType<typeof sign>>) => [status, body.errors?.[0]?.path];

  it('gives no number and says why, in Arabic and French', async () => {
    const titles: string[] = [];
    for (const language of ['ar', 'fr']) {
      const token = await tokenOf(officer);
      const headers = { 'accept-language': language };
      const path = `/v1/civil/declarations/${waiting}/register`;
      const { status, body } = await call('POST', path, { token, body: {}, headers });
      expect([status, body.code]).toEqual([409, 'register-held']);
      titles.push(body.title);
    }
    expect(titles).toEqual([expect.stringContaining('السجل موقوف'), expect.stringContaining('Registre suspendu')]);
    const { body } = await call('GET', register, { token: await tokenOf('registrar.casablanca') });
    expect(body.register).toMatchObject({ held: true, lastNumber: last });
  });

  it('goes on above the paper once its officer has stated it, with a reason for what is on paper alone', async () => {
    expect((await confirm({ lastNumber: last }, 'registrar.casablanca')).status).toBe(403);
    expect((await confirm({ lastNumber: last }, 'civil-officer.sefrou')).status).toBe(403);
    expect(fieldOf(await confirm({}))).toEqual([422, 'lastNumber']);
    expect(fieldOf(await confirm({ lastNumber: last - 1 }))).toEqual([422, 'lastNumber']);
    expect(fieldOf(await confirm({ lastNumber: last + 2 }))).toEqual([422, 'reason']);
    const { status, body } = await confirm({ lastNumber: last + 2, reason: 'تلف الخادم يوم 3 مارس' });
    expect(status).toBe(200);
    expect(body.register).toMatchObject({
      lastNumber: last + 2,
      lost: [{ from: last + 1, to: last + 2, reason: 'تلف الخادم يوم 3 مارس' }],
    });
    expect(body.register.held).not.toBe(true);
    expect((await confirm({ lastNumber: last + 2 })).status).toBe(409);
    const signed = await sign();
    expect([signed.status, signed.body.act?.number]).toEqual([201, last + 3]);
  });
});
