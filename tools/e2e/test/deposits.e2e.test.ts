import { call, file, messagesWith, streetLight, tokenOf, untilState } from '@jamaa/e2e';
import { until } from '@jamaa/kit/testing';
import { describe, expect, it } from '@jest/globals';
import { expectProblem } from './support/problem.ts';

const complainant = { name: 'عبد الكريم الخطيب', phone: '0661445500', identity: { type: 'cin', number: 'BE776655' } };
const representative = { name: 'كريم بناني', capacity: 'lawyer', mandateNumber: 'M-2026-12' };

const deposit = async (who: string, change: Record<string, unknown>) =>
  call('POST', '/v1/complaints', { token: await tokenOf(who), body: { ...streetLight, complainant, ...change } });

describe('deposits through others', () => {
  it('at the desk need the identity, keep the paper’s number and the day it came', async () => {
    const desk = { channel: 'desk', paperNumber: '2026/118', receivedAt: '2026-10-05T09:00:00Z' };
    const { identity: _identity, ...nameless } = complainant;
    expectProblem(await deposit('clerk.sefrou', { ...desk, complainant: nameless }), 'validation-failed', [
      'complainant.identity',
    ]);
    const { status, body: filed } = await deposit('clerk.sefrou', desk);
    expect(status).toBe(201);
    const { body } = await call('GET', `/v1/complaints/${filed.reference}`, { trackingCode: filed.trackingCode });
    expect(body).toMatchObject({ channel: 'desk', paperNumber: '2026/118', receivedAt: '2026-10-05T09:00:00.000Z' });
    expect(body.acknowledgedAt).toBeUndefined();
  });

  it('show the name to who took them, for the receipt, and to nobody else at the desk', async () => {
    const { body: filed } = await deposit('clerk.sefrou', { channel: 'desk' });
    const path = `/v1/complaints/${filed.reference}`;
    const nameFor = async (who: string) =>
      (await call('GET', path, { token: await tokenOf(who) })).body.complainant?.name;
    expect(await nameFor('clerk.sefrou')).toBe(complainant.name);
    expect(await nameFor('gestionnaire.sefrou')).toBe('ع***');
    const { body: called } = await deposit('callcentre', { channel: 'call-centre', readBack: true });
    const seen = await call('GET', `/v1/complaints/${called.reference}`, { token: await tokenOf('callcentre') });
    expect(seen.body.complainant).toMatchObject({ name: complainant.name });
    const { body: listed } = await call('GET', '/v1/complaints', { token: await tokenOf('clerk.sefrou') });
    const inList = listed.complaints.find((one: { reference: string }) => one.reference === filed.reference);
    expect(inList.complainant.name).toBe('ع***');
    const printed = async (who: string) => {
      const { status, body } = await call('GET', `${path}/receipt`, { token: await tokenOf(who) });
      return [status, String(body)];
    };
    // The same case on the same day gives the same bytes, but for the name.
    const receipt = await printed('clerk.sefrou');
    expect(receipt).toEqual([200, expect.stringMatching(/^%PDF-/)]);
    expect(await printed('clerk.sefrou')).toEqual(receipt);
    expect(await printed('gestionnaire.sefrou')).not.toEqual(receipt);
  });

  it('by telephone need the complainant’s own phone, and say who calls for whom', async () => {
    const phone = { channel: 'call-centre', readBack: true, onBehalfOf: true, callerRelation: 'child' };
    const byMail = { ...complainant, phone: '', email: 'abdelkrim@citizen.example' };
    expectProblem(await deposit('callcentre', { ...phone, complainant: byMail }), 'validation-failed', [
      'complainant.phone',
    ]);
    expectProblem(await deposit('callcentre', { ...phone, callerRelation: undefined }), 'validation-failed', [
      'callerRelation',
    ]);
    expectProblem(
      await deposit('clerk.sefrou', { channel: 'desk', onBehalfOf: true, callerRelation: 'child' }),
      'validation-failed',
      ['onBehalfOf'],
    );
    const { status, body: filed } = await deposit('callcentre', phone);
    expect(status).toBe(201);
    const receipt = await call('GET', `/v1/complaints/${filed.reference}/receipt`, {
      token: await tokenOf('callcentre'),
      trackingCode: filed.trackingCode,
    });
    expect([receipt.status, receipt.headers.get('content-type')]).toEqual([200, 'application/pdf']);
  });

  it('of a company name who represents it, whole, and nobody but the handler learns whom, for a reason', async () => {
    const company = { name: 'شركة النور', phone: '0661445501', identity: { type: 'ice', number: '001234567000089' } };
    expectProblem(await deposit('clerk.sefrou', { channel: 'desk', complainant: company }), 'validation-failed', [
      'representative.name',
      'representative.capacity',
      'representative.mandateNumber',
    ]);
    const filed = await file({ complainant: company, representative });
    await untilState(filed, 'assigned');
    const path = `/v1/complaints/${filed.reference}`;
    const token = await tokenOf('technical.sefrou');
    const before = (await call('GET', path, { token })).body.representative;
    expect(before).toEqual({ name: 'ك***', capacity: 'lawyer', mandateNumber: '***' });
    await call('POST', `${path}/take`, { token });
    expect((await call('GET', path, { token })).body.representative).toEqual(before);
    const revealed = await call('POST', `${path}/reveal`, { token, body: { reason: 'identity-check' } });
    expect(revealed.body).toMatchObject({ name: company.name, representative });
  });
});

describe('observations and suggestions', () => {
  it.each([
    ['observation', true, 'تم الأخذ ب'],
    ['suggestion', false, 'لم يتم الأخذ ب'],
  ] as const)('a %s, retained: %s, is closed with its reason and the person is told', async (kind, retained, words) => {
    const filed = await file({ kind });
    await untilState(filed, 'assigned');
    const path = `/v1/complaints/${filed.reference}`;
    const token = await tokenOf('technical.sefrou');
    await call('POST', `${path}/take`, { token });
    const refusal = { reasonCode: 'unclear', legalBasis: 'x', text: 'x' };
    expectProblem(await call('POST', `${path}/refuse`, { token, body: refusal }), 'command-not-allowed');
    expectProblem(await call('POST', `${path}/dispose`, { token, body: { text: 'x' } }), 'validation-failed', [
      'retained',
    ]);
    const text = `السبب ${filed.reference}`;
    const { body } = await call('POST', `${path}/dispose`, { token, body: { retained, text } });
    expect(body).toMatchObject({ status: 'closed', disposition: { retained, text } });
    // Nothing but a note among staff can be added.
    expect([body.dueAt, body.allowedCommands]).toEqual([undefined, ['note']]);
    await until('told by both ways', async () => {
      const told = (await messagesWith(filed.reference)).filter((one) => one.text.includes(words));
      return told.some(({ channel }) => channel === 'sms') && told.some((one) => one.text.includes(text));
    });
  });

  it('a réclamation cannot be disposed of', async () => {
    const filed = await file();
    await untilState(filed, 'assigned');
    const token = await tokenOf('technical.sefrou');
    const path = `/v1/complaints/${filed.reference}`;
    const { body } = await call('POST', `${path}/take`, { token });
    expect(body.allowedCommands).not.toContain('dispose');
    const answer = await call('POST', `${path}/dispose`, { token, body: { retained: true, text: 'x' } });
    expectProblem(answer, 'command-not-allowed');
  });
});

describe('forms', () => {
  it('say what a deposit must say, and a deposit that says nothing is missed exactly that', async () => {
    for (const kind of ['reclamation', 'observation', 'suggestion']) {
      const { status, body: form } = await call('GET', `/v1/forms/${kind}`);
      expect([status, form.kind, form.version]).toEqual([200, kind, 1]);
      const paths = form.fields.map(({ path }: { path: string }) => path);
      const empty = await call('POST', '/v1/complaints', { body: { kind, category: 'TAX', description: '' } });
      const missed = empty.body.errors.map(({ path }: { path: string }) => path);
      expect(paths).toEqual(expect.arrayContaining(missed));
      expect(missed).toEqual(expect.arrayContaining(['description', 'location']));
    }
    expectProblem(await call('GET', '/v1/forms/petition'), 'not-found');
    expectProblem(await call('GET', '/v1/forms/petition.pdf'), 'not-found');
  });

  it.each(['', '?language=fr'])('print%s', async (query) => {
    const answer = await call('GET', `/v1/forms/reclamation.pdf${query}`);
    expect([answer.status, answer.headers.get('content-type'), String(answer.body).slice(0, 5)]).toEqual([
      200,
      'application/pdf',
      '%PDF-',
    ]);
  });
});
