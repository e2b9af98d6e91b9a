import { type Call, call, type Filed, file, streetLight, tokenOf, untilState } from '@jamaa/e2e';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Watch, watchDatabases } from './support/nothing-behind.ts';
import { expectProblem, type ProblemCode } from './support/problem.ts';
import { freshCitizen } from './support/tokens.ts';

const sefrou = 'commune:03.451.01.09';
let watch: Watch;
/** Assigned to the technical unit of Sefrou; the same, taken by it; assigned in Casablanca. */
let assigned: Filed;
let taken: Filed;
let elsewhere: Filed;

beforeAll(async () => {
  const staff = ['technical', 'validator', 'gestionnaire', 'clerk'].map((name) => `${name}.sefrou`);
  for (const name of [...staff, 'technical.casablanca', 'governor.sefrou', 'governor.casablanca', 'admin'])
    await call('GET', '/v1/me', { token: await tokenOf(name) });
  assigned = await file();
  taken = await file();
  elsewhere = await file({ location: undefined, commune: '06.141.01.0', category: 'VOI' });
  for (const one of [assigned, taken, elsewhere]) await untilState(one, 'assigned');
  await call('POST', `/v1/complaints/${taken.reference}/take`, { token: await tokenOf('technical.sefrou') });
  watch = await watchDatabases();
});
afterAll(() => watch.close());

/** Who gives the command: an account, the bearer of the tracking code, or nobody. */
async function as(who: string, filed: Filed): Promise<Call> {
  if (who === 'nobody') return {};
  return who === 'bearer' ? { trackingCode: filed.trackingCode } : { token: await tokenOf(who) };
}

async function refused(
  filed: Filed,
  who: string,
  command: string,
  o: Call,
  code: ProblemCode,
  fields: readonly string[] = [],
): Promise<void> {
  const request = { ...(await as(who, filed)), ...o };
  const path = `/v1/complaints/${filed.reference}/${command}`;
  expectProblem(await watch.nothingBehind(() => call('POST', path, request)), code, fields);
}

describe('a command on a case that waits for its unit', () => {
  it.each<[string, string, string, Record<string, unknown>, ProblemCode]>([
    ['take by nobody', 'nobody', 'take', {}, 'not-found'],
    ['take with the tracking code', 'bearer', 'take', {}, 'forbidden'],
    ['take by the unit of another commune', 'technical.casablanca', 'take', {}, 'not-found'],
    ['take by a validator', 'validator.sefrou', 'take', {}, 'forbidden'],
    ['an answer by who has not taken it', 'technical.sefrou', 'propose-answer', { text: 'تم' }, 'forbidden'],
    ['a withdrawal by staff', 'technical.sefrou', 'withdraw', {}, 'forbidden'],
    ['approval of nothing', 'validator.sefrou', 'approve', {}, 'command-not-allowed'],
    ['a return of nothing', 'validator.sefrou', 'return-answer', { text: 'لا' }, 'command-not-allowed'],
    ['a rating before the answer', 'bearer', 'rate', { score: 5 }, 'command-not-allowed'],
    ['a complement nobody asked for', 'bearer', 'complement', { text: 'x' }, 'command-not-allowed'],
    ['reopening before the answer', 'bearer', 'reopen', { text: 'x' }, 'command-not-allowed'],
    ['an acknowledgement of an electronic deposit', 'clerk.sefrou', 'acknowledge', {}, 'command-not-allowed'],
    ['an explanation nobody demanded', 'validator.sefrou', 'explain', { text: 'x' }, 'forbidden'],
    ['a reminder by the body itself', 'validator.sefrou', 'remind', {}, 'forbidden'],
    ['a reminder by another province', 'governor.casablanca', 'remind', {}, 'not-found'],
    ['a body named before two had it', 'governor.sefrou', 'designate', { organisation: sefrou }, 'command-not-allowed'],
    ['a note by the complainant', 'bearer', 'note', { text: 'x' }, 'forbidden'],
    ['taking it out of no merge', 'gestionnaire.sefrou', 'unmerge', {}, 'command-not-allowed'],
    [
      'qualification when it is assigned',
      'gestionnaire.sefrou',
      'qualify',
      { organisation: sefrou },
      'command-not-allowed',
    ],
  ])('%s', (_what, who, command, body, code) => refused(assigned, who, command, { body }, code));

  const toUnit = { organisation: sefrou, unit: 'technical' };
  it.each<[string, string, string, Record<string, unknown>, string]>([
    ['a score of 9', 'bearer', 'rate', { score: 9 }, 'score'],
    ['a score as text', 'bearer', 'rate', { score: '5' }, 'score'],
    ['an operator as score', 'bearer', 'rate', { score: { $gt: 0 } }, 'score'],
    ['no score', 'bearer', 'rate', {}, 'score'],
    ['a member it does not take', 'technical.sefrou', 'take', { text: 'x' }, 'text'],
    ['an unknown body', 'gestionnaire.sefrou', 'assign', { organisation: 'commune:nowhere' }, 'organisation'],
    ['an operator as body', 'gestionnaire.sefrou', 'assign', { organisation: { $ne: '' } }, 'organisation'],
    ['no body', 'gestionnaire.sefrou', 'assign', { unit: 'technical' }, 'organisation'],
    ['an unknown unit', 'gestionnaire.sefrou', 'assign', { organisation: sefrou, unit: 'x' }, 'unit'],
    ['a person who is not of the unit', 'gestionnaire.sefrou', 'assign', { ...toUnit, person: 'nobody' }, 'person'],
    ['an unknown category', 'gestionnaire.sefrou', 'assign', { ...toUnit, category: 'XXX' }, 'category'],
    ['an unknown commune', 'gestionnaire.sefrou', 'assign', { ...toUnit, commune: '99.999.99.99' }, 'commune'],
    ['a province as commune', 'gestionnaire.sefrou', 'assign', { ...toUnit, commune: '03.451' }, 'commune'],
    ['a transfer to where it is', 'gestionnaire.sefrou', 'transfer', { organisation: sefrou }, 'organisation'],
    ['a hand-over to nowhere', 'gestionnaire.sefrou', 'hand-over', {}, 'commune'],
    ['a hand-over to an unknown commune', 'gestionnaire.sefrou', 'hand-over', { commune: '99.999.99.99' }, 'commune'],
    ['a hand-over within the cell', 'gestionnaire.sefrou', 'hand-over', { commune: '06.141.01.0' }, 'commune'],
    ['a hand-over to an operator', 'gestionnaire.sefrou', 'hand-over', { commune: { $ne: '' } }, 'commune'],
    ['a merge into an unknown case', 'gestionnaire.sefrou', 'merge', { into: '03-26-7K3Q9M-C' }, 'into'],
    ['a merge into an operator', 'gestionnaire.sefrou', 'merge', { into: { $ne: '' } }, 'into'],
  ])('with %s', (_what, who, command, body, field) =>
    refused(assigned, who, command, { body }, 'validation-failed', [field]),
  );

  it('redirecting to a body that is not known, or that is on the platform', async () => {
    for (const body of ['dgsn', 'commune:06.141.01.0']) {
      const redirect = { body: { body, text: 'نوجهكم' } };
      await refused(assigned, 'gestionnaire.sefrou', 'redirect', redirect, 'validation-failed', ['body']);
    }
  });

  it('merged into itself', () =>
    refused(assigned, 'gestionnaire.sefrou', 'merge', { body: { into: assigned.reference } }, 'validation-failed', [
      'into',
    ]));

  it('merged into a case of another commune, which is to the caller as if it were not there', async () => {
    const path = `/v1/complaints/${assigned.reference}/merge`;
    const token = await tokenOf('gestionnaire.sefrou');
    const [foreign, none] = await Promise.all(
      [elsewhere.reference, '03-26-7K3Q9M-C'].map((into) => call('POST', path, { token, body: { into } })),
    );
    expect(foreign?.body).toEqual(none?.body);
    await refused(
      assigned,
      'gestionnaire.sefrou',
      'merge',
      { body: { into: elsewhere.reference } },
      'validation-failed',
      ['into'],
    );
  });

  it('for an old version of it', () =>
    refused(assigned, 'technical.sefrou', 'take', { headers: { 'if-match': '"v1"' } }, 'version-conflict'));

  it.each(['junk', '"v0"', 'W/"v2"', '{"$gt":0}', '"v2", "v3"'])('for the version %s, which is none', (etag) =>
    refused(assigned, 'technical.sefrou', 'take', { headers: { 'if-match': etag } }, 'validation-failed', ['If-Match']),
  );

  it.each(['take', 'withdraw'])(
    '%s with a wrong tracking code, told as an unknown reference is, byte for byte',
    async (command) => {
      const [wrong, unknown] = await watch.nothingBehind(() =>
        Promise.all(
          [assigned.reference, '03-26-7K3Q9M-C'].map((reference) =>
            call('POST', `/v1/complaints/${reference}/${command}`, { trackingCode: 'AAAA-AAAA-AAAA' }),
          ),
        ),
      );
      expect(wrong?.status).toBe(404);
      expect(JSON.stringify(wrong?.body)).toBe(JSON.stringify(unknown?.body));
    },
  );

  it('read with a wrong code, told as an unknown reference is, byte for byte', async () => {
    const [wrong, operator, unknown] = await Promise.all([
      call('GET', `/v1/complaints/${assigned.reference}`, { trackingCode: elsewhere.trackingCode }),
      call('GET', `/v1/complaints/${assigned.reference}`, { trackingCode: '{"$ne":""}' }),
      call('GET', '/v1/complaints/03-26-7K3Q9M-C', { trackingCode: assigned.trackingCode }),
    ]);
    expectProblem(wrong, 'not-found');
    expect([JSON.stringify(wrong.body), JSON.stringify(operator.body)]).toEqual(
      Array(2).fill(JSON.stringify(unknown.body)),
    );
  });
});

describe('a command on a case that is being handled', () => {
  const because = { legalBasis: 'المادة 5', text: 'الطلب غير واضح' };
  it.each<[string, string, Record<string, unknown>, string]>([
    ['a refusal with an unknown code', 'refuse', { ...because, reasonCode: 'no' }, 'reasonCode'],
    ['a bare refusal of competence', 'refuse', { ...because, reasonCode: 'not-competent' }, 'reasonCode'],
    ['a refusal of our own form', 'refuse', { ...because, reasonCode: 'not-to-template' }, 'reasonCode'],
    ['a refusal without legal basis', 'refuse', { ...because, reasonCode: 'unclear', legalBasis: ' ' }, 'legalBasis'],
    ['an empty answer', 'propose-answer', { text: '' }, 'text'],
    ['an answer of 10,001 characters', 'propose-answer', { text: 'ا'.repeat(10_001) }, 'text'],
    ['an answer with half a character', 'propose-answer', { text: '\udc00' }, 'text'],
    ['a complement within 61 days', 'ask-complement', { text: 'أين؟', days: 61 }, 'days'],
    ['a complement until yesterday', 'ask-complement', { text: 'أين؟', until: '2026-01-01' }, 'until'],
    [
      'a complement until a day and within days',
      'ask-complement',
      { text: 'أ', until: '2099-01-01', days: 1 },
      'until',
    ],
    ['an empty note', 'note', { text: ' ' }, 'text'],
  ])('%s', (_what, command, body, field) =>
    refused(taken, 'technical.sefrou', command, { body }, 'validation-failed', [field]),
  );

  it('to take it again', () => refused(taken, 'technical.sefrou', 'take', {}, 'command-not-allowed'));
});

describe('an idempotency key', () => {
  it('used with another body', async () => {
    const [token, key] = [await freshCitizen(), { 'idempotency-key': `k-${Math.random()}` }];
    const first = await call('POST', '/v1/complaints', { token, headers: key, body: streetLight });
    const other = { ...streetLight, description: 'حفرة' };
    expectProblem(await call('POST', '/v1/complaints', { token, headers: key, body: other }), 'idempotency-mismatch');
    const { body } = await call('GET', '/v1/complaints', { token });
    expect(body.complaints.map((one: Filed) => one.reference)).toEqual([first.body.reference]);
  });

  it('of 256 characters', async () => {
    const [token, headers] = [await freshCitizen(), { 'idempotency-key': 'k'.repeat(256) }];
    const answer = await call('POST', '/v1/complaints', { token, headers, body: streetLight });
    expectProblem(answer, 'validation-failed', ['Idempotency-Key']);
    expect((await call('GET', '/v1/complaints', { token })).body.complaints).toEqual([]);
  });

  it('of 15 characters from somebody not signed in, which others could hit upon', async () => {
    const headers = { 'idempotency-key': 'k'.repeat(15) };
    const send = () => call('POST', '/v1/complaints', { headers, body: streetLight });
    const settled = await watchDatabases();
    expectProblem(await settled.nothingBehind(send), 'validation-failed', ['Idempotency-Key']);
    await settled.close();
  });

  it('sent twenty times at once files one case; all others hear the same or that it is in flight', async () => {
    const [token, headers] = [await freshCitizen(), { 'idempotency-key': `k-${Math.random()}` }];
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => call('POST', '/v1/complaints', { token, headers, body: streetLight })),
    );
    const accepted = answers.filter(({ status }) => status === 201);
    expect(new Set(accepted.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    for (const other of answers.filter(({ status }) => status !== 201)) {
      expectProblem(other, 'idempotency-in-flight');
      expect(other.headers.get('retry-after')).toBe('1');
    }
    const { body } = await call('GET', '/v1/complaints', { token });
    expect(body.complaints.map((one: Filed) => one.reference)).toEqual([accepted[0]?.body.reference]);
    // Whoever counts rows after this must not count its routing.
    await untilState(accepted[0]?.body, 'assigned');
  });
});

describe('the administration of accounts', () => {
  const admin = async (path: string, o: Call) => {
    const token = await tokenOf('admin');
    return watch.nothingBehind(() => call('POST', path, { token, ...o }));
  };
  const csv = { 'content-type': 'text/csv' };

  it('takes no JSON as CSV', async () => {
    expectProblem(await admin('/v1/accounts/import', { body: { email: 'x' } }), 'unsupported-media-type');
  });
  it.each([
    ['an empty file', ''],
    ['a file without its header', 'foo,bar\n1,2'],
    ['a file that is not UTF-8', Uint8Array.from([0xff, 0xfe, 0x41])],
  ])('takes not %s', async (_what, raw) => {
    const answer = await admin('/v1/accounts/import', { raw, headers: csv });
    expectProblem(answer, 'validation-failed');
    expect(answer.body.errors).not.toEqual([]);
  });
  it('refuses a wrong line by its number and writes nothing of it', async () => {
    const raw = 'email,name,organisation,unit,role,scope,language\nx@example.org,X,commune:nowhere,,mayor,nowhere,ar';
    const { status, body } = await admin('/v1/accounts/import', { raw, headers: csv });
    expect([status, body.refused, body.created, body.lines[0].line]).toEqual([200, 1, 0, 2]);
  });
  it.each([
    ['nobody', { reason: 'x' }, 'not-found', []],
    ['%7B%22$ne%22:1%7D', { reason: 'x' }, 'not-found', []],
    ['nobody', { reason: '' }, 'validation-failed', ['reason']],
    ['nobody', { reason: { $ne: '' } }, 'validation-failed', ['reason']],
    ['nobody', {}, 'validation-failed', ['reason']],
  ] as const)('revokes not %s with %j', async (id, body, code, fields) => {
    expectProblem(await admin(`/v1/accounts/${id}/revoke`, { body }), code, fields);
  });
});
