import { type Call, call, type Filed, file, messagesWith, tokenOf } from '@jamaa/e2e';
import { until } from '@jamaa/kit/testing';
import { describe, expect, it } from '@jest/globals';
import { expectProblem } from './support/problem.ts';

/** A number that no other test and no earlier run writes to: limits are counted per number. */
const freshPhone = (): string => `0667${Math.floor(100_000 + Math.random() * 900_000)}`;
const e164 = (phone: string): string => `+212${phone.slice(1)}`;

interface Person {
  readonly phone: string;
  readonly filed: Filed;
}

async function somebody(change: Record<string, unknown> = {}): Promise<Person> {
  const phone = freshPhone();
  const email = `${phone}@citizen.example`;
  return { phone, filed: await file({ complainant: { name: 'سعاد بنيس', phone, email }, ...change }) };
}

/** The code of the newest SMS to a number, in the words that name its use; real messages of the real mailbox. */
const codeBySms = ({ phone, filed }: Person, words: RegExp): Promise<string> =>
  until(`an SMS with ${words}`, async () => {
    const sent = await messagesWith(filed.reference);
    const mine = sent.filter(
      ({ channel, to, text }) => channel === 'sms' && to.includes(e164(phone)) && words.test(text),
    );
    return mine.map(({ text }) => words.exec(text)?.[1]).find((one) => one !== undefined);
  });

const confirmation = /رمز التأكيد:? (\d{6})/;
const recovery = /الرمز (\d{6}) للحصول/;
const other = (code: string): string => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

const confirm = ({ filed }: Person, code: string, o: Call = { trackingCode: filed.trackingCode }) =>
  call('POST', `/v1/complaints/${filed.reference}/contact-confirmation/verify`, { ...o, body: { code } });
const seen = async ({ reference, trackingCode }: Filed) =>
  (await call('GET', `/v1/complaints/${reference}`, { trackingCode })).body;
const recover = (body: Record<string, unknown>) => call('POST', '/v1/tracking-code-recovery', { body });
const verify = (body: Record<string, unknown>) => call('POST', '/v1/tracking-code-recovery/verify', { body });

describe('a contact', () => {
  it('is confirmed by the code that came with the receipt, each way by its own; complainant and staff see it', async () => {
    const person = await somebody();
    expect((await seen(person.filed)).contact).toEqual({ phone: 'unconfirmed', email: 'unconfirmed' });
    const code = await codeBySms(person, confirmation);
    // As an Arabic keyboard types it.
    const typed = code.replaceAll(/\d/g, (digit) => String.fromCodePoint(0x660 + Number(digit)));
    const answer = await confirm(person, typed);
    expect([answer.status, answer.body]).toEqual([200, { contact: { phone: 'confirmed', email: 'unconfirmed' } }]);
    expect((await confirm(person, code)).status).toBe(200);
    const token = await tokenOf('gestionnaire.sefrou');
    const { body } = await call('GET', `/v1/complaints/${person.filed.reference}`, { token });
    expect(body.contact).toEqual({ phone: 'confirmed', email: 'unconfirmed' });
    const byMail = await until('an e-mail with its code', async () => {
      const mails = (await messagesWith(person.filed.reference)).filter(({ channel }) => channel === 'email');
      return mails.map(({ text }) => /الرمز (\d{6})/.exec(text)?.[1]).find((one) => one !== undefined);
    });
    expect((await confirm(person, byMail)).body.contact).toEqual({ phone: 'confirmed', email: 'confirmed' });
  });

  it('gets a code again only after a minute, and is told when', async () => {
    const person = await somebody();
    const path = `/v1/complaints/${person.filed.reference}/contact-confirmation`;
    const ask = (way: string) => call('POST', path, { trackingCode: person.filed.trackingCode, body: { way } });
    const early = await ask('sms');
    expectProblem(early, 'rate-limited');
    const wait = Number(early.headers.get('retry-after'));
    expect([wait > 1, wait <= 60]).toEqual([true, true]);
    expectProblem(await ask('pigeon'), 'validation-failed', ['way']);
  });

  it('of a deposit at the desk is confirmed there: the clerk has a code sent and types what the person reads out', async () => {
    const token = await tokenOf('clerk.sefrou');
    const phone = freshPhone();
    const complainant = { name: 'سعاد بنيس', phone, identity: { type: 'cin', number: 'AB12345' } };
    const person = { phone, filed: await file({ channel: 'desk', paperNumber: '2026/9', complainant }, { token }) };
    const { reference, trackingCode } = person.filed;
    const ask = () =>
      call('POST', `/v1/complaints/${reference}/contact-confirmation`, { trackingCode, body: { way: 'sms' } });
    const sent = await ask();
    expect([sent.status, sent.body.way]).toEqual([202, 'sms']);
    expect(JSON.stringify(sent.body)).not.toMatch(/\d{6}"/);
    expectProblem(await ask(), 'rate-limited');
    expect((await confirm(person, await codeBySms(person, confirmation))).body.contact).toEqual({ phone: 'confirmed' });
    const again = await ask();
    expectProblem(again, 'command-not-allowed');
    for (const query of ['language=ar', 'language=fr&paper=a5', 'paper=80mm']) {
      const receipt = await call('GET', `/v1/complaints/${reference}/receipt?${query}`, { token, trackingCode });
      expect([receipt.status, String(receipt.body).slice(0, 5)]).toEqual([200, '%PDF-']);
    }
    expectProblem(await call('GET', `/v1/complaints/${reference}/receipt?paper=a3`, { token }), 'validation-failed', [
      'paper',
    ]);
  });
});

describe('bad codes', () => {
  it('code brute force locked: after five wrong tries the right one does not open', async () => {
    const person = await somebody();
    const code = await codeBySms(person, confirmation);
    for (let wrong = other(code), tries = 0; tries < 5; tries += 1, wrong = other(wrong)) {
      const answer = await confirm(person, wrong);
      expectProblem(answer, 'validation-failed', ['code']);
      expect(answer.body.errors[0].code).toBe('wrong');
    }
    const locked = await confirm(person, code);
    expectProblem(locked, 'validation-failed', ['code']);
    expect(locked.body.errors[0].code).toBe('locked');
    expect((await seen(person.filed)).contact.phone).toBe('unconfirmed');
  });

  it('code of another case does not confirm', async () => {
    const [mine, theirs] = [await somebody(), await somebody()];
    const code = await codeBySms(theirs, confirmation);
    expectProblem(await confirm(mine, code), 'validation-failed', ['code']);
    expectProblem(await confirm(mine, code, { trackingCode: theirs.filed.trackingCode }), 'not-found');
    expect((await seen(mine.filed)).contact.phone).toBe('unconfirmed');
  });

  it.each(['', '12345', '1234567', 'abcdef'])('"%s" is no code, and costs no try', async (code) => {
    const person = await somebody();
    for (let tries = 0; tries < 6; tries += 1)
      expectProblem(await confirm(person, code), 'validation-failed', ['code']);
    const right = await codeBySms(person, confirmation);
    expect((await confirm(person, right)).status).toBe(200);
  });
});

describe('a lost tracking code', () => {
  it('comes back by a code to the number of the case: a new one, and the old one is dead', async () => {
    const person = await somebody();
    const { reference, trackingCode } = person.filed;
    const asked = await recover({ reference, phone: person.phone });
    expect([asked.status, asked.body]).toEqual([202, {}]);
    const code = await codeBySms(person, recovery);
    expectProblem(await confirm(person, code), 'validation-failed', ['code']);
    const answer = await verify({ reference, phone: e164(person.phone), code });
    expect([answer.status, answer.body.reference]).toEqual([200, reference]);
    expect(answer.body.trackingCode).toMatch(/^([0-9A-Z]{4}-){2}[0-9A-Z]{4}$/);
    const path = `/v1/complaints/${reference}`;
    expectProblem(await call('GET', path, { trackingCode }), 'not-found');
    expect((await seen(answer.body)).contact.phone).toBe('confirmed');
    // Once only.
    expectProblem(await verify({ reference, phone: person.phone, code }), 'validation-failed', ['code']);
    const texts = (await messagesWith(reference)).map(({ text }) => text).join('\n');
    expect([texts.includes(trackingCode), texts.includes(answer.body.trackingCode)]).toEqual([false, false]);
  });

  it('recovery of somebody else’s number: the same answers as for an unknown reference, and no message', async () => {
    const [person, stranger] = [await somebody(), freshPhone()];
    const { reference } = person.filed;
    const unknown = '03-26-7K3Q9M-T';
    const questions = [
      { reference, phone: stranger },
      { reference: unknown, phone: stranger },
      { reference: unknown, phone: person.phone },
      { reference, email: 'nobody@citizen.example' },
    ];
    for (const question of questions) {
      const asked = await recover(question);
      expect([asked.status, asked.body]).toEqual([202, {}]);
    }
    const wrong = await Promise.all(
      [...questions, { reference, phone: person.phone }].map((one) => verify({ ...one, code: '000000' })),
    );
    for (const answer of wrong) {
      expectProblem(answer, 'validation-failed', ['code']);
      expect(answer.body).toEqual(wrong[0]?.body);
    }
    // What is asked for later has come: what was not sent before it never will be.
    await recover({ reference, phone: person.phone });
    await codeBySms(person, recovery);
    const to = (await messagesWith(reference)).flatMap((one) => one.to);
    expect([to.includes(e164(stranger)), to.includes('nobody@citizen.example')]).toEqual([false, false]);
  });

  it.each([
    ['neither phone nor e-mail', {}, 'phone'],
    ['both', { phone: '0661000001', email: 'a@b.ma' }, 'phone'],
    ['a phone that is none', { phone: '12' }, 'phone'],
    ['an e-mail that is none', { email: 'x' }, 'email'],
    ['a reference that cannot be one', { reference: '03-26-000000-X', phone: '0661000001' }, 'reference'],
  ])('%s is named', async (_what, change, field) => {
    expectProblem(await recover({ reference: '03-26-7K3Q9M-T', ...change }), 'validation-failed', [field]);
  });
});
