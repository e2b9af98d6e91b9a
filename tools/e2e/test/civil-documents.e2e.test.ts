import { createHash } from 'node:crypto';
import { type Answer, call, gateway, tokenOf } from '@jamaa/e2e';
import { newId } from '@jamaa/kit';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { birth, bureau, daysAgo, father, mother, openRegister, post, registered, year } from './support/civil.ts';
import { expectProblem } from './support/problem.ts';

/** Names that no other run has: letters of a number. */
const digits = [...String(Math.floor(Math.random() * 90_000) + 10_000)].map(Number);
const word = (letters: string, vowel: string): string => digits.map((digit) => `${letters[digit]}${vowel}`).join('');
const child = { ar: word('بتدرسفكلمن', 'و'), latin: word('btdrsfklmn', 'o').toUpperCase(), tifinagh: 'ⵜⵉⵜⵔⵉⵜ' };
const family = { ar: 'الصنهاجي', latin: 'SANHAJI', tifinagh: 'ⵚⵏⵀⴰⵊⵉ' };

/** From the act to whoever has the paper in hand, through the gateway alone. */
describe('a document of civil status', () => {
  let act: { id: string; number: number };
  let document: { id: string; number: string; digest: string };
  let pdf: Buffer;
  let token: string;

  const file = async (id: string, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`${gateway}/v1/civil/documents/${id}`, {
      headers: { authorization: `Bearer ${await tokenOf('registrar.sefrou')}`, ...headers },
    });
  const sendFile = (body: Buffer): Promise<Answer> =>
    call('POST', '/v1/verify', { raw: body, headers: { 'content-type': 'application/pdf' } });
  const verdictOf = async (): Promise<string> => (await call('GET', `/v1/verify/${token}`)).body.verdict;

  beforeAll(async () => {
    await openRegister();
    const ofFamily = {
      father: { ...father, familyName: family },
      mother: { ...mother, nationalId: `CD${digits.join('')}7` },
    };
    act = await registered(birth(ofFamily, { firstNames: child, familyName: family }));
  });

  it('is made once under one key, and had again byte by byte', async () => {
    const path = `/v1/civil/acts/${act.id}/documents`;
    const key = newId();
    const first = await post('registrar.sefrou', path, { kind: 'full-copy' }, key);
    expect([first.status, first.body.detail]).toEqual([201, undefined]);
    document = first.body.document;
    expect(first.headers.get('location')).toBe(`/v1/civil/documents/${document.id}`);
    expect(first.body.document).toMatchObject({ kind: 'full-copy', state: 'valid', actId: act.id, bureauId: bureau });
    expect(first.body.document).not.toHaveProperty('token');
    expect((await post('registrar.sefrou', path, { kind: 'full-copy' }, key)).body.document).toEqual(document);
    const got = await file(document.id);
    pdf = Buffer.from(await got.arrayBuffer());
    expect(got.headers.get('content-type')).toContain('application/pdf');
    expect(createHash('sha256').update(pdf).digest('hex')).toBe(document.digest);
    expect((await file(document.id, { 'if-none-match': got.headers.get('etag') ?? '' })).status).toBe(304);
  });

  it('is verified by anybody: by its code, by the file, and on a page for people', async () => {
    token = /eyJ[\w-]+\.[\w-]{22}\.[\w-]{86}/.exec(pdf.toString('latin1'))?.[0] ?? '';
    const { status, body } = await call('GET', `/v1/verify/${token}?digest=${document.digest}`);
    expect([status, body.verdict]).toEqual([200, 'valid']);
    expect(body.document).toMatchObject({ id: document.id, number: document.number });
    expect(body.document).not.toHaveProperty('actId');
    const said = body.fields.map(({ value }: { value: string }) => value).join('\n');
    for (const part of [child.ar, child.latin, child.tifinagh, family.ar, 'صفرو / Sefrou', String(act.number)])
      expect(said).toContain(part);
    expect((await sendFile(pdf)).body.verdict).toBe('valid');
    const page = await call('GET', `/v1/verify/${token}`, { headers: { accept: 'text/html' } });
    expect(page.headers.get('content-type')).toContain('text/html');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    for (const part of ['<html lang="ar" dir="rtl">', 'وثيقة صحيحة وسارية', child.ar])
      expect(page.body).toContain(part);
  });

  it('tells an altered file, a forged code, and a file that is not ours', async () => {
    const altered = Buffer.from(pdf);
    altered[altered.indexOf('/MediaBox')] = 0x20;
    expect((await sendFile(altered)).body.verdict).toBe('altered');
    const forged = `${token.slice(0, -4)}AAAA`;
    expectProblem(await call('GET', `/v1/verify/${forged}`), 'not-found');
    const page = await call('GET', `/v1/verify/${forged}`, { headers: { accept: 'text/html' } });
    expect([page.status, page.body.includes('هذا الرمز لا يوجد على أي وثيقة')]).toEqual([404, true]);
    expectProblem(await sendFile(Buffer.from('%PDF-1.7 nothing')), 'validation-failed', ['Document-Token']);
    expectProblem(await call('GET', `/v1/verify/${token}?digest=abc`), 'validation-failed', ['digest']);
  });

  it('is for staff of its bureau alone', async () => {
    const path = `/v1/civil/acts/${act.id}/documents`;
    for (const stranger of [
      'registrar.casablanca',
      'civil-officer.casablanca',
      'clerk.sefrou',
      'former-officer.sefrou',
    ])
      expectProblem(await post(stranger, path, { kind: 'extract' }), 'not-found');
    expectProblem(
      await call('GET', `/v1/civil/documents/${document.id}`, { token: await tokenOf('registrar.casablanca') }),
      'not-found',
    );
    expectProblem(await post('registrar.sefrou', path, { kind: 'poster' }), 'validation-failed', ['kind']);
    expectProblem(await post('registrar.sefrou', path, { kind: 'life-certificate' }), 'validation-failed', ['seenOn']);
    expectProblem(
      await post('registrar.sefrou', `/v1/civil/documents/${document.id}/revoke`, { reason: 'x' }),
      'forbidden',
    );
  });

  it('is replaced once a mention has been entered on its act; the new copy shows it', async () => {
    const mention = {
      kind: 'authorised-spelling',
      title: { kind: 'authorisation', number: '12/2026', date: daysAgo(1), authority: 'وزارة الداخلية' },
      effectiveOn: daysAgo(0),
      corrections: [{ field: 'child.familyName.latin', from: 'SANHAJI', to: 'SENHAJI' }],
    };
    const entered = await post('civil-officer.sefrou', `/v1/civil/acts/${act.id}/mentions`, {
      bureauId: bureau,
      ...mention,
    });
    expect([entered.status, entered.body.detail]).toEqual([201, undefined]);
    expect(await verdictOf()).toBe('replaced');
    const copy = await post('registrar.sefrou', `/v1/civil/acts/${act.id}/documents`, { kind: 'full-copy' });
    const text = Buffer.from(await (await file(copy.body.document.id)).arrayBuffer()).toString('latin1');
    const fresh = /eyJ[\w-]+\.[\w-]{22}\.[\w-]{86}/.exec(text)?.[0] ?? '';
    const { body } = await call('GET', `/v1/verify/${fresh}`);
    expect(body.verdict).toBe('valid');
    expect(JSON.stringify(body.fields)).toContain('SENHAJI');
  });

  it('is void once an officer says so', async () => {
    const path = `/v1/civil/documents/${document.id}/revoke`;
    const revoked = await post('civil-officer.sefrou', path, { reason: 'سلمت لغير صاحبها' });
    expect([revoked.status, revoked.body.document.state]).toEqual([200, 'revoked']);
    expect(await verdictOf()).toBe('revoked');
    expectProblem(await post('civil-officer.sefrou', path, { reason: 'x' }), 'command-not-allowed');
  });

  it('has its act in a volume of the register, for staff of the bureau', async () => {
    const path = `/v1/civil/bureaux/${bureau}/registers/birth/${year}/volumes`;
    const volume = await fetch(`${gateway}${path}/1`, {
      headers: { authorization: `Bearer ${await tokenOf('registrar.sefrou')}` },
    });
    expect([volume.status, Number(volume.headers.get('volumes')) >= 1]).toEqual([200, true]);
    expect(Buffer.from(await volume.arrayBuffer()).toString('latin1', 0, 8)).toContain('%PDF-1.7');
    const token = await tokenOf('registrar.casablanca');
    expectProblem(await call('GET', `${path}/1`, { token }), 'forbidden');
    expectProblem(await call('GET', `${path}/99999`, { token: await tokenOf('registrar.sefrou') }), 'not-found');
  });
});
