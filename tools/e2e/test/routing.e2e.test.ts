import { randomUUID } from 'node:crypto';
import { call, file, messagesWith, tokenOf, untilState } from '@jamaa/e2e';
import { until } from '@jamaa/kit/testing';
import { describe, expect, it } from '@jest/globals';
import { expectProblem } from './support/problem.ts';

const AZZABA = '03.451.07.05';
const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Africa/Casablanca' }).format(new Date());
const azzaba = { location: undefined, commune: AZZABA };

/** A commune of its own: other suites file in Sefrou and expect the seeded rules there. */
const rule = (more: object = {}) => ({
  id: 'mob-azzaba',
  categories: ['MOB'],
  territory: AZZABA,
  validFrom: '2026-01-01',
  lead: { organisation: 'commune', unit: 'hygiene' },
  note: { ar: 'مقرر المجلس الجماعي', fr: 'délibération du conseil communal' },
  source: 'délibération',
  ...more,
});

const admin = async () => ({ token: await tokenOf('admin.fes') });
const post = async (path: string, body: unknown, headers: Record<string, string> = {}) =>
  call('POST', `/v1/routing${path}`, { ...(await admin()), body, headers });
const begin = async () => {
  const answer = await call('POST', '/v1/routing/rule-sets', { ...(await admin()), body: {} });
  expect(answer.status).toBe(201);
  return { id: answer.body.id as string, etag: answer.headers.get('etag') ?? '' };
};

describe('rules over the API', () => {
  it('a draft is edited, tried, activated, and decides; the trace says so to the staff and to nobody else', async () => {
    const before = await file({ category: 'MOB', ...azzaba });
    await untilState(before, 'assigned');
    const { id, etag } = await begin();
    const edited = await post(`/rule-sets/${id}/rules`, { upserts: [rule()] }, { 'if-match': etag });
    expect([edited.status, edited.body.changed, edited.body.broken]).toEqual([200, ['mob-azzaba'], []]);
    expectProblem(await post(`/rule-sets/${id}/rules`, { removals: [] }, { 'if-match': etag }), 'version-conflict');
    expectProblem(await post(`/rule-sets/${id}/activate`, { activeFrom: today }), 'command-not-allowed');
    const trial = await post(`/rule-sets/${id}/try`, { last: 10_000 });
    expect(trial.status).toBe(200);
    expect(trial.body.samples.map((one: { reference: string }) => one.reference)).toContain(before.reference);
    const past = await post(`/rule-sets/${id}/activate`, { activeFrom: '2026-01-01' });
    expectProblem(past, 'validation-failed', ['activeFrom']);
    const active = await post(`/rule-sets/${id}/activate`, { activeFrom: today });
    expect([active.status, active.body.state]).toEqual([200, 'activated']);
    const decided = await until('the rule decides', async () => {
      const filed = await file({ category: 'MOB', ...azzaba });
      const { responsible } = await untilState(filed, 'assigned');
      return responsible.unit.id === 'hygiene' && filed;
    });
    const path = `/v1/complaints/${decided.reference}/routing`;
    const told = await call('GET', path, { token: await tokenOf('gestionnaire.azzaba') });
    expect(told).toMatchObject({ status: 200, body: { unit: 'hygiene', ruleId: 'mob-azzaba', outcome: 'assigned' } });
    expect(told.body.trace[0]).toMatchObject({
      ruleId: 'mob-azzaba',
      matched: true,
      text: { ar: expect.stringContaining('مقرر') },
    });
    expectProblem(await call('GET', path, { token: await tokenOf('clerk.casablanca') }), 'not-found');
    expectProblem(await call('GET', path), 'unauthenticated');
  });

  it('what does not hold is refused by rule and field, also where it only would be', async () => {
    const { id } = await begin();
    const upserts = [rule({ id: 'bad', validFrom: 'soon' })];
    expectProblem(await post(`/rule-sets/${id}/rules`, { upserts }), 'validation-failed', ['upserts[0].validFrom']);
    const { body } = await post(`/rule-sets/${id}/validate`, { upserts: [rule({ id: 'bad', territory: '99.1' })] });
    expect(body.problems).toMatchObject([{ ruleId: 'bad', field: 'upserts[0].territory' }]);
    expectProblem(await post(`/rule-sets/${id}/rules`, { upserts: [{ id: 7 }] }), 'validation-failed');
    const outside = await post(`/rule-sets/${id}/rules`, { upserts: [rule({ id: 'casa', territory: '06.141.01.0' })] });
    expectProblem(outside, 'forbidden', ['rules[casa].territory']);
    const withdrawn = await post(`/rule-sets/${id}/withdraw`, {});
    expect(withdrawn.body.state).toBe('withdrawn');
  });

  it('a contract gives its categories to the operator, in a draft', async () => {
    const { id } = await begin();
    const contract = {
      ruleSet: id,
      number: '7/2026',
      operator: 'operator:arma',
      categories: ['DEC'],
      territories: [AZZABA],
    };
    const added = await post('/contracts', { ...contract, validFrom: '2026-01-01', validTo: '2031-01-01' });
    expect(added.body.changed).toEqual([`contract-7-2026-${AZZABA}`]);
    const overlap = await post('/contracts', { ...contract, number: '8/2026', validFrom: '2026-02-01' });
    expectProblem(overlap, 'validation-failed', ['territories']);
    const { body } = await call('GET', `/v1/routing/contracts?ruleSet=${id}`, await admin());
    expect(body.contracts).toMatchObject([{ number: '7/2026', state: 'in-force' }]);
    await post(`/rule-sets/${id}/withdraw`, {});
  });
});

describe('a corrected category', () => {
  it('without an organisation sends the case through routing again', async () => {
    const filed = await file({ category: 'ESV', ...azzaba });
    await untilState(filed, 'assigned');
    const token = await tokenOf('gestionnaire.azzaba');
    const path = `/v1/complaints/${filed.reference}/assign`;
    expectProblem(await call('POST', path, { token, body: {} }), 'validation-failed', ['organisation']);
    const wrong = { category: 'CIV', unit: 'technical' };
    expectProblem(await call('POST', path, { token, body: wrong }), 'validation-failed', ['unit']);
    const answer = await call('POST', path, { token, body: { category: 'CIV' } });
    expect(answer).toMatchObject({ status: 200, body: { status: 'received', category: { code: 'CIV' } } });
    const again = await untilState(filed, 'assigned');
    expect(again.responsible.unit.id).toBe('civil-status');
  });
});

describe('an urgent case', () => {
  const importOnCall = async (email: string, phone: string) => {
    const raw = `email,name,organisation,unit,role,scope,language,phone\n${email},مداوم,commune:${AZZABA},technical,on-call,${AZZABA},ar,${phone}\n`;
    const answer = await call('POST', '/v1/accounts/import', {
      ...(await admin()),
      raw,
      headers: { 'content-type': 'text/csv' },
    });
    expect(answer.body.lines[0].outcome).toBe('created');
  };

  it('shows emergency numbers, and alerts those on call by e-mail and SMS, once', async () => {
    const email = `${randomUUID()}@demo.example`;
    await importOnCall(email, '+212661000177');
    const began = Date.now();
    const answer = await call('POST', '/v1/complaints', {
      body: {
        kind: 'reclamation',
        category: 'VOI',
        description: 'بالوعة مفتوحة',
        commune: AZZABA,
        urgent: true,
        complainant: { name: 'س', phone: '0612345600' },
      },
    });
    expect(answer.body.emergencyNumbers.map(({ number }: { number: string }) => number)).toEqual(['19', '177', '15']);
    const alerts = async () =>
      (await messagesWith(answer.body.reference)).filter(
        ({ to }) => to.includes(email) || to.includes('+212661000177'),
      );
    const told = await until('both alerts', async () => {
      const found = await alerts();
      return found.length >= 2 && found;
    });
    process.stdout.write(`submit to alert: ${Date.now() - began} ms\n`);
    expect(told.map(({ channel }) => channel).sort()).toEqual(['email', 'sms']);
    expect(told.every(({ text }) => !text.includes('بالوعة'))).toBe(true);
    await untilState(answer.body, 'assigned');
    const token = await tokenOf('gestionnaire.azzaba');
    const same = { organisation: `commune:${AZZABA}`, unit: 'technical' };
    await call('POST', `/v1/complaints/${answer.body.reference}/assign`, { token, body: same });
    // A later message proves that the assignment has been read; the alert has not come again.
    await call('POST', `/v1/complaints/${answer.body.reference}/withdraw`, {
      trackingCode: answer.body.trackingCode,
      body: {},
    });
    await until('the later message', async () =>
      (await messagesWith(answer.body.reference)).some(({ text }) => text.includes('سحب')),
    );
    expect(await alerts()).toHaveLength(2);
    const calm = await file();
    expect(calm).not.toHaveProperty('emergencyNumbers');
  });
});
