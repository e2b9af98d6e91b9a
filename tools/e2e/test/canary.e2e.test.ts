import { randomBytes } from 'node:crypto';
import { call, type Filed, messagesWith, spans, tokenOf, untilState } from '@jamaa/e2e';
import { until } from '@jamaa/kit/testing';
import type { ReceivedSpan } from '@jamaa/observability/testing';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { databases, logs, type Piece, placesOf, signals, streams } from './support/everywhere.ts';
import { openDatabase } from './support/platform.ts';

/** Values that stand nowhere else, as somebody types them, and the other forms in which they might be kept. */
const digits = String(Math.floor(100_000 + Math.random() * 900_000));
const typed = {
  name: `زَكَرِيَّاء كناريّ${digits} Canarissimo${digits}`,
  phone: `06 61 ${digits.replace(/(..)(..)(..)/, '$1 $2 $3')}`,
  email: `Canary.${digits}@Oiseau.Example`,
  identity: { type: 'cin', number: `qz ${digits}` },
};
const word = `canariword${digits}`;
const description = `مصباح معطل ${word}`;

const personal: Readonly<Record<string, readonly string[]>> = {
  'the name': [
    typed.name,
    'زَكَرِيَّاء',
    'زكرياء',
    'زكريا',
    `كناريّ${digits}`,
    `كناري${digits}`,
    `Canarissimo${digits}`,
    `canarissimo${digits}`,
  ],
  'the telephone': [typed.phone, encodeURIComponent(typed.phone), `0661${digits}`, `661${digits}`, `+212661${digits}`],
  'the e-mail': [
    typed.email,
    encodeURIComponent(typed.email),
    typed.email.toLowerCase(),
    `canary.${digits}`,
    `Canary.${digits}`,
  ],
  'the identity number': [typed.identity.number, `QZ${digits}`, `qz${digits}`, `QZ ${digits}`, `qz%20${digits}`],
};

let filed: Filed;
const everything: Record<string, Piece[]> = {};

beforeAll(async () => {
  const body = {
    kind: 'reclamation',
    category: 'ECL',
    description,
    location: { longitude: -4.83, latitude: 33.83 },
    complainant: typed,
  };
  const answer = await call('POST', '/v1/complaints', {
    body,
    headers: { 'idempotency-key': `canary-of-the-suite-${digits}` },
  });
  filed = answer.body as Filed;
  expect([answer.status, answer.body.errors]).toEqual([201, undefined]);
  await stumble(body);
  await untilState(filed, 'assigned');
  await handle();
  await until('what is to be told is told', async () => {
    const sent = await messagesWith(filed.reference);
    // By e-mail with its text, by SMS in short: the receipt, the question, the answer.
    return (
      sent.some(({ text }) => text.includes('أصلح')) && sent.filter(({ channel }) => channel === 'sms').length >= 3
    );
  });
  await settle();
  Object.assign(everything, {
    streams: await streams(),
    databases: await databases(),
    logs: await logs(),
    signals: await signals(),
  });
});

/** Requests that fail on their way, with the same values in every part a request has. */
async function stumble(body: object): Promise<void> {
  const token = await tokenOf('technical.sefrou');
  const path = `/v1/complaints/${filed.reference}`;
  const requests = [
    call('POST', '/v1/complaints', { body: { ...body, category: 'XXX' } }),
    call('POST', '/v1/complaints', {
      body: { ...body, complainant: { ...typed, identity: { type: 'ice', number: typed.identity.number } } },
    }),
    call('POST', '/v1/complaints', { raw: JSON.stringify(body).slice(0, -1) }),
    call('POST', '/v1/complaints', {
      body,
      headers: { 'idempotency-key': `canary-of-the-suite-${digits}`, 'content-type': 'text/plain' },
    }),
    call('GET', `/v1/complaints?sort=${encodeURIComponent(typed.email)}`, { token }),
    call('GET', `/v1/complaints/${encodeURIComponent(typed.email)}`, { token }),
    call('GET', path, { trackingCode: typed.phone }),
    call('POST', `${path}/rate`, { trackingCode: filed.trackingCode, body: { score: 9, text: typed.name } }),
    call('POST', `${path}/${encodeURIComponent(typed.phone)}`, { trackingCode: filed.trackingCode }),
    call('GET', '/v1/me', { headers: { authorization: `Bearer ${typed.email}` } }),
  ];
  for (const answer of await Promise.all(requests)) {
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
  }
  for (const search of [typed.name, typed.phone, typed.email]) {
    const found = await call('GET', `/v1/complaints?search=${encodeURIComponent(search)}`, { token });
    expect(found.status).toBe(200);
  }
}

/** Its whole way: complement asked and given, answered, rated; the contact looked at by who handles it. */
async function handle(): Promise<void> {
  const path = `/v1/complaints/${filed.reference}`;
  const technical = { token: await tokenOf('technical.sefrou') };
  const citizen = { trackingCode: filed.trackingCode };
  await call('POST', `${path}/take`, technical);
  const look = { reason: 'other', text: `التأكد من هاتف ${typed.name} ${typed.phone}` };
  expect((await call('POST', `${path}/reveal`, { ...technical, body: look })).body).toMatchObject({
    phone: `+212661${digits}`,
  });
  await call('POST', `${path}/ask-complement`, { ...technical, body: { text: 'في أي زنقة؟' } });
  await call('POST', `${path}/complement`, { ...citizen, body: { text: 'زنقة المدرسة' } });
  await call('POST', `${path}/propose-answer`, { ...technical, body: { text: 'أصلح المصباح' } });
  await call('POST', `${path}/approve`, { token: await tokenOf('validator.sefrou') });
  expect((await call('GET', `${path}/receipt`, citizen)).status).toBe(200);
  expect((await call('POST', `${path}/rate`, { ...citizen, body: { score: 5 } })).body.status).toBe('closed');
}

/** Until nothing of it is under way: published, delivered, sent. */
async function settle(): Promise<void> {
  const connection = await openDatabase();
  await until('every event is published', async () => {
    const counts = ['intake', 'routing', 'sla'].map((service) =>
      connection.useDb(`jamaa_${service}`).collection('events').countDocuments({ pending: true }),
    );
    return (await Promise.all(counts)).every((count) => count === 0);
  });
  await connection.close();
  // Spans leave a process in order: when those of a last request are there, so are all before it.
  const trace = randomBytes(16).toString('hex');
  const headers = { traceparent: `00-${trace}-${randomBytes(8).toString('hex')}-01` };
  await call('GET', `/v1/complaints/${filed.reference}`, { trackingCode: filed.trackingCode, headers });
  await until('spans are exported', async () => {
    const last = (await spans<ReceivedSpan>()).filter(({ traceId }) => traceId === trace);
    return ['gateway', 'intake'].every((service) => last.some((span) => span.service === service));
  });
}

describe('personal data', () => {
  it('did reach the person: the messages have their addresses, so the search below is not about nothing', async () => {
    const sent = await messagesWith(filed.reference);
    expect(sent.some(({ to }) => to.some((one) => one.includes(`661${digits}`)))).toBe(true);
    expect(sent.some(({ to }) => to.some((one) => one.toLowerCase() === typed.email.toLowerCase()))).toBe(true);
  });

  it('is searched for where the case itself is found', () => {
    expect(placesOf(everything['databases'] ?? [], [filed.reference])).toEqual(
      expect.arrayContaining(['jamaa_intake.complaints', 'jamaa_sla.clocks']),
    );
    expect(placesOf(everything['streams'] ?? [], [filed.reference])).toContain('stream JAMAA_00_INTAKE');
  });

  it.each(Object.entries(personal))('%s stands in clear nowhere', (_what, forms) => {
    const all = Object.values(everything).flat();
    expect(placesOf(all, forms)).toEqual([]);
  });

  it('the tracking code, told once, is kept nowhere', () => {
    const { trackingCode } = filed;
    const forms = [trackingCode, trackingCode.replaceAll('-', ''), trackingCode.toLowerCase()];
    expect(placesOf(Object.values(everything).flat(), forms)).toEqual([]);
  });

  it('the description is kept by intake alone, with its case', () => {
    expect(placesOf(Object.values(everything).flat(), [word])).toEqual(['jamaa_intake.complaints']);
  });
});
