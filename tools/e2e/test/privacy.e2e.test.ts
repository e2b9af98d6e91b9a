import { randomUUID } from 'node:crypto';
import { call, file, tokenOf, untilState } from '@jamaa/e2e';
import { until } from '@jamaa/kit/testing';
import { describe, expect, it } from '@jest/globals';
import { expectProblem } from './support/problem.ts';
import { mint } from './support/tokens.ts';

const complainant = { name: 'سلوى الوزاني', phone: '0661445566', email: 'salwa.privacy@example.org' };
const request = { reason: 'person-request', legalBasis: 'Loi 09-08, art. 8' };

/** A signed-in person and a case of theirs that the technical unit has taken. */
async function takenCase() {
  const owner = await mint({ sub: randomUUID() });
  const filed = await file({ complainant }, { token: owner });
  await untilState(filed, 'assigned');
  const path = `/v1/complaints/${filed.reference}`;
  const handler = { token: await tokenOf('technical.sefrou') };
  await call('POST', `${path}/take`, handler);
  return { owner, filed, path, handler };
}

describe('what is held about a person', () => {
  it('is told to them: texts, contact, messages, and who looked at the contact and why, without notes of the staff', async () => {
    const { owner, filed, path, handler } = await takenCase();
    const look = { reason: 'other', text: 'تحديد الموعد مع المشتكية' };
    expect((await call('POST', `${path}/reveal`, { ...handler, body: look })).status).toBe(200);
    await call('POST', `${path}/propose-answer`, { ...handler, body: { text: 'مسودة جواب لم تعتمد' } });
    const mine = await until('the receipt is in the log', async () => {
      const answer = await call('POST', '/v1/me/data-export', { token: owner });
      return answer.body.cases?.[0]?.messages?.length > 0 && answer;
    });
    expect(mine.status).toBe(200);
    expect(mine.body.cases).toHaveLength(1);
    const [only] = mine.body.cases;
    expect(only.complaint).toMatchObject({ reference: filed.reference, complainant: { phone: '+212661445566' } });
    expect(only.contactSeen).toEqual([
      expect.objectContaining({ organisation: 'commune:03.451.01.09', unit: 'technical', ...look }),
    ]);
    expect(only.messages.map((one: { template: string }) => one.template)).toContain('receipt');
    const whole = JSON.stringify(mine.body);
    for (const other of ['مسودة', 'proposedAnswer', '"handler"']) expect(whole).not.toContain(other);
    const stranger = await mint({ sub: randomUUID() });
    expect((await call('POST', '/v1/me/data-export', { token: stranger })).body.cases).toEqual([]);
  });

  it('is told masked by tracking code, and at a desk only when it has checked who asks', async () => {
    const { filed, path } = await takenCase();
    const byCode = await call('POST', `${path}/data-export`, { trackingCode: filed.trackingCode });
    expect(byCode.body.cases[0].complaint.complainant.phone).toBe('+212*****66');
    const clerk = { token: await tokenOf('clerk.sefrou') };
    expectProblem(await call('POST', `${path}/data-export`, clerk), 'forbidden');
    const atDesk = await call('POST', `${path}/data-export`, { ...clerk, body: { identityChecked: true } });
    expect(atDesk.body.cases[0].complaint.complainant.phone).toBe('+212661445566');
    expectProblem(await call('POST', `${path}/data-export`, { trackingCode: 'AAAA-AAAA' }), 'not-found');
    expectProblem(await call('POST', '/v1/me/data-export', { ...clerk, body: { cursor: '?' } }), 'validation-failed', [
      'cursor',
    ]);
  });
});

describe('erasure on request', () => {
  it('is for ended cases and with a legal basis; the case stays without its person, and the register shows it', async () => {
    const { owner, filed, path } = await takenCase();
    const admin = await tokenOf('admin.fes');
    const erase = (body: object, token = admin) => call('POST', `${path}/erase`, { token, body });
    expectProblem(await erase(request), 'command-not-allowed');
    await call('POST', `${path}/withdraw`, { token: owner });
    expectProblem(await erase({}), 'validation-failed', ['reason', 'legalBasis']);
    expectProblem(await erase({ ...request, legalBasis: 'طلب صاحبة 0661445566' }), 'validation-failed', ['legalBasis']);
    expectProblem(await erase(request, await tokenOf('gestionnaire.sefrou')), 'forbidden');

    const { status, body } = await erase(request);
    expect([status, body.complaint.description, body.complaint.complainant]).toEqual([200, '', undefined]);
    expect(body.complaint.category.code).toBe('ECL');
    expect((await call('GET', path, { trackingCode: filed.trackingCode })).status).toBe(404);
    expect((await call('GET', path, { token: owner })).status).toBe(404);
    expect((await call('GET', path, { token: admin })).body.anonymisedAt).toMatch(/^\d{4}-/);
    expectProblem(await erase(request), 'command-not-allowed');

    const register = await call('GET', `/v1/deletion-register?after=${body.erasure - 1}`, {
      token: await tokenOf('igat'),
    });
    expect(register.body).toMatchObject({ intact: true });
    expect(register.body.erasures[0]).toMatchObject({ number: body.erasure, rule: 'person-request', count: 1 });
    expect(JSON.stringify(register.body)).not.toContain(filed.reference);
    expectProblem(await call('GET', '/v1/deletion-register?after=x', { token: admin }), 'validation-failed', ['after']);
  });
});
