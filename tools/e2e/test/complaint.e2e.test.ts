import { call, file, messagesWith, tokenOf, untilState } from '@jamaa/e2e';
import { until } from '@jamaa/kit/testing';
import { describe, expect, it } from '@jest/globals';

/** The main job, as a citizen and the staff of Sefrou see it. */
describe('a complaint’s whole way', () => {
  it('is filed in Arabic, routed, taken, answered, approved, rated, and people are told', async () => {
    const filed = await file();
    expect(filed).toMatchObject({
      reference: expect.stringMatching(/^03-\d{2}-[0-9A-Z]{6}-[0-9A-Z]$/),
      trackingCode: expect.stringMatching(/^([0-9A-Z]{4}-){2}[0-9A-Z]{4}$/),
      status: 'received',
      commune: { code: '03.451.01.09', name: { ar: 'صفرو', fr: 'Sefrou' } },
      dueExplanation: { ar: expect.stringContaining('60 يوما'), fr: expect.stringContaining('60 jours') },
    });
    const assigned = await untilState(filed, 'assigned');
    expect(assigned.responsible).toMatchObject({
      organisation: { id: 'commune:03.451.01.09', name: { ar: 'جماعة صفرو' } },
      unit: { id: 'technical' },
    });
    const path = `/v1/complaints/${filed.reference}`;
    const [technical, validator] = [await tokenOf('technical.sefrou'), await tokenOf('validator.sefrou')];
    expect((await call('POST', `${path}/take`, { token: technical })).body.status).toBe('in-progress');
    const text = 'تم إصلاح المصباح يوم أمس من طرف مصلحة الإنارة العمومية.';
    expect((await call('POST', `${path}/propose-answer`, { token: technical, body: { text } })).body.status).toBe(
      'answer-proposed',
    );
    const approved = await call('POST', `${path}/approve`, { token: validator });
    expect(approved.body).toMatchObject({ status: 'answered', answer: text });
    expect(
      (await call('POST', `${path}/rate`, { trackingCode: filed.trackingCode, body: { score: 5 } })).body.status,
    ).toBe('closed');
    const { body } = await call('GET', path, { trackingCode: filed.trackingCode });
    expect(body.timeline.map((step: { event: string }) => step.event)).toEqual([
      'submitted',
      'assigned',
      'taken',
      'answer-proposed',
      'answered',
      'rated',
      'closed',
    ]);
    const messages = await until('receipt and answer by e-mail and SMS', async () => {
      const all = await messagesWith(filed.reference);
      const of = (channel: string) => all.filter((one) => one.channel === channel);
      return of('email').some((one) => one.text.includes(text)) && of('sms').length >= 2 && all;
    });
    expect(messages.every((one) => !one.text.includes(filed.trackingCode))).toBe(true);
  });

  it('shows its deadlines in words to staff and masks the contact of everyone but the handler', async () => {
    const filed = await file();
    await untilState(filed, 'assigned');
    const path = `/v1/complaints/${filed.reference}`;
    const technical = await tokenOf('technical.sefrou');
    const before = await call('GET', path, { token: technical });
    expect(before.body.complainant.phone).not.toContain('612345678');
    await call('POST', `${path}/take`, { token: technical });
    expect((await call('GET', path, { token: technical })).body.complainant.phone).not.toContain('612345678');
    const look = { token: technical, body: { reason: 'call-back' } };
    expect((await call('POST', `${path}/reveal`, look)).body.phone).toBe('+212612345678');
    expect((await call('GET', path, { trackingCode: filed.trackingCode })).body.complainant.phone).not.toContain(
      '612345678',
    );
    const clocks = await until('clocks', async () => {
      const { body } = await call('GET', `${path}/clocks`, { token: technical });
      return body.clocks?.length > 0 && body.clocks;
    });
    expect(clocks).toContainEqual(
      expect.objectContaining({
        kind: 'legal',
        state: 'running',
        explanation: expect.objectContaining({ ar: expect.stringContaining('يوما') }),
      }),
    );
  });

  it('prints the receipt in Arabic, in French on request, for whoever may see the case', async () => {
    const filed = await file();
    const path = `/v1/complaints/${filed.reference}/receipt`;
    for (const query of ['', '?language=fr']) {
      const answer = await call('GET', `${path}${query}`, { trackingCode: filed.trackingCode });
      expect([answer.status, answer.headers.get('content-type'), String(answer.body).slice(0, 5)]).toEqual([
        200,
        'application/pdf',
        '%PDF-',
      ]);
    }
    expect((await call('GET', path, { trackingCode: 'AAAA-AAAA-AAAA' })).status).toBe(404);
  });

  it('gives the first answer again for the same idempotency key, and refuses another body', async () => {
    const headers = { 'idempotency-key': `test-${Math.random()}` };
    const [first, again] = [await file({}, { headers }), await file({}, { headers })];
    expect(again).toEqual(first);
    const other = await call('POST', '/v1/complaints', {
      headers,
      body: { ...first, kind: 'suggestion', category: 'ECL', description: 'x', commune: '03.451.01.09' },
    });
    expect(other.status).toBe(422);
  });

  it('lists to staff what is theirs, by state, and finds a case by reference, phone and name', async () => {
    const phone = `0612${Math.floor(100_000 + Math.random() * 899_999)}`;
    const filed = await file({ complainant: { name: 'محمّد أبو الفضل', phone } });
    await untilState(filed, 'assigned');
    const token = await tokenOf('technical.sefrou');
    for (const search of [filed.reference, filed.reference.toLowerCase(), phone]) {
      const { body } = await call('GET', `/v1/complaints?search=${encodeURIComponent(search)}`, { token });
      expect([search, body.complaints.map((one: { reference: string }) => one.reference)]).toEqual([
        search,
        [filed.reference],
      ]);
    }
    const byName = await call('GET', `/v1/complaints?search=${encodeURIComponent('ابو الفضل محمد')}&state=assigned`, {
      token,
    });
    expect(byName.body.complaints.map((one: { reference: string }) => one.reference)).toContain(filed.reference);
    const elsewhere = await call('GET', `/v1/complaints?search=${filed.reference}`, {
      token: await tokenOf('technical.casablanca'),
    });
    expect(elsewhere.body.complaints).toEqual([]);
  });
});
