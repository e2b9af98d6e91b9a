import { call, type Filed, file, messagesWith, tokenOf, untilState } from '@jamaa/e2e';
import { until } from '@jamaa/kit/testing';
import { describe, expect, it } from '@jest/globals';
import { expectProblem } from './support/problem.ts';

/** A place of its own in Sefrou, so that runs do not find each other's cases. */
const place = () => ({ longitude: -4.84 + Math.random() * 0.02, latitude: 33.82 + Math.random() * 0.02 });
const digits = (): string => `0612${Math.floor(100_000 + Math.random() * 899_999)}`;

describe('one problem told by several people', () => {
  it('is offered before filing, joined, answered once, and each is told in their own language', async () => {
    const location = place();
    const description = 'حفرة كبيرة وسط الطريق أمام المدرسة';
    const lead = await file({ category: 'VOI', description, location });
    await untilState(lead, 'assigned');
    const similar = await call('POST', '/v1/complaints/similar', {
      body: { category: 'VOI', location, text: 'un nid-de-poule devant l’école' },
    });
    expect(similar.status).toBe(200);
    const [offered] = similar.body.candidates;
    expect(offered).toMatchObject({ category: { code: 'VOI' }, status: 'assigned', distanceMetres: 0, reporters: 1 });
    expect(offered).not.toHaveProperty('reference');
    expect(JSON.stringify(similar.body)).not.toContain('حفرة كبيرة');

    const email = `karim.${digits()}@example.org`;
    const headers = { 'idempotency-key': `join-${Math.random()}-${Date.now()}` };
    const body = { language: 'fr', complainant: { name: 'Karim Idrissi', phone: digits(), email } };
    const joining = () => call('POST', `/v1/complaints/${offered.candidate}/join`, { body, headers });
    const [joined, again] = [await joining(), await joining()];
    expect([joined.status, joined.body.status]).toEqual([201, 'merged']);
    expect(again.body).toEqual(joined.body);
    const { reference, trackingCode } = joined.body as Filed;

    const [technical, validator] = [await tokenOf('technical.sefrou'), await tokenOf('validator.sefrou')];
    const path = `/v1/complaints/${lead.reference}`;
    expect((await call('GET', path, { token: technical })).body).toMatchObject({
      coReporters: 1,
      coReports: [reference],
    });
    const text = 'تم ردم الحفرة صباح اليوم.';
    await call('POST', `${path}/take`, { token: technical });
    await call('POST', `${path}/propose-answer`, { token: technical, body: { text } });
    await call('POST', `${path}/approve`, { token: validator });

    const own = await call('GET', `/v1/complaints/${reference}`, { trackingCode });
    expect(own.body).toMatchObject({ status: 'merged', leadStatus: 'answered', answer: text });
    expect(own.body).not.toHaveProperty('mergedInto');
    const told = await until('receipt and answer of the co-reporter', async () => {
      const all = await messagesWith(reference);
      const mails = all.filter((one) => one.channel === 'email');
      return mails.some((one) => one.text.includes(text)) && mails.length >= 2 && mails;
    });
    expect(told.filter((one) => one.text.includes(text))).toHaveLength(1);
    expect(told.some((one) => /réponse à/i.test(one.text))).toBe(true);
    const rated = await call('POST', `/v1/complaints/${reference}/rate`, { trackingCode, body: { score: 5 } });
    expect([rated.status, rated.body.score]).toEqual([200, 5]);
  });

  it.each([
    ['no place', { category: 'VOI' }, ['location']],
    ['an unknown category', { category: 'XXX', location: place() }, ['category']],
    ['half a place', { category: 'VOI', location: { longitude: -4.8 } }, ['location.latitude']],
    ['a text that is none', { category: 'VOI', location: place(), text: 5 }, ['text']],
    ['more than it takes', { category: 'VOI', location: place(), phone: '0612345678' }, ['phone']],
  ])('a question for duplicates with %s is refused by name', async (_what, body, fields) => {
    expectProblem(await call('POST', '/v1/complaints/similar', { body }), 'validation-failed', fields);
  });

  it('joining is refused by name, or as if the case did not exist', async () => {
    const lead = await file({ category: 'VOI', location: place() });
    const path = `/v1/complaints/${lead.reference}/join`;
    for (const [body, fields] of [
      [{ location: { longitude: -7.6, latitude: 33.57 } }, ['location']],
      [{ complainant: { phone: '12' } }, ['complainant.phone', 'complainant.name']],
      [{ description: 'x'.repeat(10_001) }, ['description']],
      [{ channel: 'desk' }, ['channel']],
    ] as const) {
      const answer = await call('POST', path, { body });
      expectProblem(answer, 'validation-failed');
      const named = answer.body.errors.map((one: { path: string }) => one.path);
      expect(fields.some((field) => named.includes(field))).toBe(true);
    }
    expectProblem(await call('POST', '/v1/complaints/not-a-reference/join', { body: {} }), 'not-found');
  });
});

describe('search', () => {
  it('finds a case by words of its text and address, in Arabic, French and darija, the best first', async () => {
    const mark = `zarbia${Math.random()
      .toString(36)
      .replaceAll(/[^a-z]/g, '')
      .slice(0, 8)}`;
    const address = `شارع الحسن الثاني ${mark}`;
    const both = await file({ description: `الطريق محفرة قرب ${mark} سوقمغلق`, address });
    const one = await file({ description: `حفرة قرب ${mark} مدرسة` });
    await untilState(both, 'assigned');
    await untilState(one, 'assigned');
    const token = await tokenOf('technical.sefrou');
    const find = async (search: string) => {
      const { body } = await call('GET', `/v1/complaints?search=${encodeURIComponent(search)}`, { token });
      return body.complaints.map((found: Filed) => found.reference);
    };
    expect(await find(mark.toUpperCase())).toEqual([one.reference, both.reference]);
    expect(await find(`${mark} الحسن طريق`)).toEqual([both.reference]);
    expect(await find(`${mark} 7ofra`)).toEqual([one.reference]);
    const { body } = await call('GET', `/v1/complaints/${both.reference}`, { token });
    expect(body.address).toBe(address);
    const other = await tokenOf('technical.casablanca');
    const elsewhere = await call('GET', `/v1/complaints?search=${mark}`, { token: other });
    expect(elsewhere.body.complaints).toEqual([]);
  });

  it('an address that is too long is refused by name', async () => {
    const body = {
      kind: 'suggestion',
      category: 'ECL',
      description: 'x',
      commune: '03.451.01.09',
      address: 'x'.repeat(301),
    };
    expectProblem(await call('POST', '/v1/complaints', { body }), 'validation-failed', ['address']);
  });
});
