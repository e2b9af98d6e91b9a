import { streetLight, tokenOf } from '@jamaa/e2e';
import { places, type Region } from '@jamaa/e2e/cells';
import { until } from '@jamaa/kit/testing';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { control, country } from './support/cells.ts';

const regions: readonly Region[] = ['03', '06'];
const CASABLANCA = '06.141.01.0';
const received = async (): Promise<number> =>
  (await country.figuresOf('03')).received + (await country.figuresOf('06')).received;
const stateOf = async (where: string, filed: { reference: string; trackingCode: string }) =>
  (await country.ask(where, 'GET', `/v1/complaints/${filed.reference}`, { trackingCode: filed.trackingCode })).body;

beforeAll(async () => {
  // Accounts are bound in each cell at the first sign-in there.
  const staff = { '00': ['dgct', 'admin'], '03': ['dgct', 'admin.fes', 'gestionnaire.sefrou', 'technical.sefrou'] };
  for (const [where, names] of Object.entries({ ...staff, '06': ['dgct', 'gestionnaire.casablanca'] }))
    for (const name of names) await country.ask(where, 'GET', '/v1/me', { token: await tokenOf(name) });
});

describe('two régions and the hub', () => {
  it('a complaint goes to the cell of its place through the national gateway, and is followed there', async () => {
    for (const region of regions) {
      const filed = await country.fileAt('national', region);
      expect(filed.reference.slice(0, 3)).toBe(`${region}-`);
      await until('assigned', async () => (await stateOf('national', filed)).status === 'assigned');
      expect(await stateOf(region, filed)).toMatchObject({ reference: filed.reference });
    }
  });

  it.each([
    ['03', '06'],
    ['06', '03'],
    ['00', '03'],
  ] as const)('the platform of %s takes no case of a place in %s, and says whose it is', async (where, other) => {
    const body = { ...streetLight, location: places[other] };
    const refused = await country.ask(where, 'POST', '/v1/complaints', { body });
    expect(refused.status).toBe(422);
    expect(refused.body.fields ?? refused.body.errors).toMatchObject([{ code: 'other-region' }]);
    expect(JSON.stringify(refused.body)).toContain(`région ${other}`);
  });

  it('the hub’s figures are those of its cells together', async () => {
    for (const region of regions) await country.fileAt(region, region);
    await country.untilEqual(await received());
    expect((await country.figuresOf('03')).received).toBeGreaterThan(0);
    expect((await country.figuresOf('06')).received).toBeGreaterThan(0);
  });

  it('a national holiday decided at the hub counts in every cell, and cannot be decided there', async () => {
    const admin = await tokenOf('admin');
    const seen = await country.ask('00', 'GET', '/v1/calendars/national?year=2027');
    const date = '2027-03-03';
    const add = [{ from: date, name: { ar: 'يوم عطلة', fr: 'Jour de fête' }, status: 'confirmed' }];
    const change = (where: string, etag: string | null) =>
      country.ask(where, 'POST', '/v1/calendars/national/changes', {
        token: admin,
        body: { source: 'Décret', add },
        headers: { 'if-match': etag ?? '' },
      });
    const done = await change('00', seen.headers.get('etag'));
    expect(done.status).toBe(200);
    for (const region of regions) {
      await until(`told in ${region}`, async () => {
        const { body } = await country.ask(region, 'GET', '/v1/calendars/national?year=2027');
        return body.days.some((day: { date: string }) => day.date === date);
      });
      const here = await country.ask(region, 'GET', '/v1/calendars/national?year=2027');
      expect((await change(region, here.headers.get('etag'))).status).toBe(403);
    }
  });

  it('a national rule added at the hub counts in every cell, and cannot be added there', async () => {
    const token = await tokenOf('admin');
    const body = {
      kind: 'internal',
      category: 'NUI',
      delay: { amount: 6, unit: 'working-day' },
      shares: [0.5],
      ladder: [{ level: 'unit', afterDays: 0 }],
      validFrom: '2031-01-01',
      source: 'Circulaire',
    };
    const add = async (where: string) => {
      const seen = await country.ask(where, 'GET', '/v1/policies');
      const headers = { 'if-match': seen.headers.get('etag') ?? '' };
      return country.ask(where, 'POST', '/v1/policies', { token, body, headers });
    };
    const added = await add('00');
    expect([added.status, added.body]).toEqual([201, expect.objectContaining({ id: expect.any(String) })]);
    for (const region of regions) {
      await until(`told in ${region}`, async () => {
        const { policies } = (await country.ask(region, 'GET', '/v1/policies')).body;
        return policies.some((one: { id: string }) => one.id === added.body.id);
      });
      expect((await add(region)).status).toBe(403);
    }
  });

  it('a case moves to the cell of another région, keeps its receipt and its tracking code, and counts once as open', async () => {
    const already = await received();
    const filed = await country.fileAt('03', '03');
    const token = await tokenOf('gestionnaire.sefrou');
    await until('assigned', async () => (await stateOf('03', filed)).status === 'assigned');
    const before = await stateOf('03', filed);
    const { headers } = await country.ask('03', 'GET', `/v1/complaints/${filed.reference}`, { token });
    const asked = await country.ask('03', 'POST', `/v1/complaints/${filed.reference}/hand-over`, {
      token,
      body: { commune: CASABLANCA, text: 'تابعة لجماعة الدار البيضاء' },
      headers: { 'if-match': headers.get('etag') ?? '' },
    });
    expect([asked.status, JSON.stringify(asked.body).slice(0, 300)]).toEqual([200, expect.any(String)]);
    const ended = await until('taken', async () => {
      const now = await stateOf('03', filed);
      return now.handedOverTo !== undefined && now;
    });
    const moved = { reference: ended.handedOverTo.reference, trackingCode: filed.trackingCode };
    expect(moved.reference.slice(0, 3)).toBe('06-');
    const there = await stateOf('national', moved);
    expect(there).toMatchObject({ dueAt: before.dueAt, receivedAt: before.receivedAt });
    // For a moment both cells count it.
    await until('it counts once', async () => (await received()) === already + 1);
    await country.untilEqual(already + 1);
  });

  it('the hub goes: both cells accept and serve, and take rights away; it comes back and catches up', async () => {
    const [technical, admin] = [await tokenOf('technical.sefrou'), await tokenOf('admin.fes')];
    const list = () =>
      country.ask('03', 'GET', '/v1/complaints?organisation=commune:03.451.01.09', { token: technical });
    const me = await country.ask('03', 'GET', '/v1/me', { token: technical });
    expect((await list()).status).toBe(200);
    await control('00', 'stop');
    for (let i = 0; i < 10; i += 1) for (const region of regions) await country.fileAt(region, region);
    expect((await list()).status).toBe(200);
    const revoked = await country.ask('03', 'POST', `/v1/accounts/${me.body.account ?? me.body.id}/revoke`, {
      token: admin,
      body: { reason: 'a quitté le service' },
    });
    expect(revoked.status).toBe(200);
    await until(
      'rights are gone',
      async () => (await list()).status === 403 || (await list()).body.complaints?.length === 0,
      5_000,
    );
    const wanted = await received();
    await control('00', 'start');
    const waited = await country.untilEqual(wanted);
    process.stderr.write(`the hub has caught up ${waited} ms after it was ready\n`);
  });

  it('a cell goes: it is down for its own people alone', async () => {
    const already = await received();
    await control('06', 'stop');
    const body = { ...streetLight, location: places['06'] };
    const refused = await country.ask('national', 'POST', '/v1/complaints', { body });
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, expect.stringMatching(/^\d+$/)]);
    await country.fileAt('national', '03');
    const partial = await country.ask('national', 'GET', '/v1/complaints', { token: await tokenOf('dgct') });
    expect(partial.body).toMatchObject({ partial: true, missing: ['06'] });
    await control('06', 'start');
    await until('back', async () => (await country.ask('national', 'POST', '/v1/complaints', { body })).status === 201);
    await country.untilEqual(already + 2);
  });
});
