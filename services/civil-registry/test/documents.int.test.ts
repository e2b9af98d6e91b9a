import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { auditRows, journalRows, verifyChain } from '@jamaa/kit';
import { until } from '@jamaa/kit/testing';
import { civilDocumentEvents } from '@jamaa/proto/catalog';
import { Mention } from '@jamaa/proto/civil_registry/v1/acts';
import { ProduceDocumentRequest, type ProduceDocumentResponse } from '@jamaa/proto/civil_registry/v1/documents';
import { textOf } from '@jamaa/typesetting/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { documentFileRows, documentRows } from '../src/documents/rows.ts';
import { birthAct, deathAct, marriage } from './support/acts.ts';
import { createDocumentsWorld, type DocumentsWorld } from './support/documents-world.ts';
import { verifySeal } from './support/openssl.ts';

const married = Mention.fromPartial({ ...marriage, effectiveOn: '2020-06-01' });
const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

describe('documents', () => {
  let world: DocumentsWorld;
  let nextAct = 1;

  const act = (more: object = {}): string => {
    const id = `act-${nextAct++}`;
    world.file(birthAct({ id, ...more }));
    return id;
  };
  const produce = async (
    asked: Partial<ProduceDocumentRequest>,
    who: Parameters<DocumentsWorld['tokenOf']>[0] = 'registrar',
  ): Promise<ProduceDocumentResponse> => {
    const usual = { kind: 'extract', language: 'ar', purpose: who === 'orders' ? 'order:A-1' : 'counter' };
    return world.client.call.produceDocument(ProduceDocumentRequest.fromPartial({ ...usual, ...asked }), {
      token: await world.tokenOf(who),
    });
  };
  const made = async (asked: Partial<ProduceDocumentRequest>, who?: Parameters<DocumentsWorld['tokenOf']>[0]) => {
    const { document, pdf } = await produce(asked, who);
    if (document === undefined) throw new Error('no document');
    return { document, pdf: Buffer.from(pdf) };
  };
  const verify = async (token: string, digest = '') =>
    world.client.call.verifyDocument({ token, digest }, { token: await world.tokenOf('anonymous') });
  const revoke = async (id: string, reason: string, who: Parameters<DocumentsWorld['tokenOf']>[0]) =>
    world.client.call.revokeDocument({ id, reason }, { token: await world.tokenOf(who) });

  beforeAll(async () => {
    world = await createDocumentsWorld();
  });
  afterAll(() => world.close());

  it('an extract is drawn, sealed as OpenSSL accepts it, and read out again in both languages', async () => {
    const { document, pdf } = await made({ actId: act() });
    const authority = await readFile(join(world.suite.secretsDir, 'document-seal.chain.pem'), 'utf8');
    expect(await verifySeal(pdf, authority)).toContain('CAdES Verification successful');
    expect(document).toMatchObject({ kind: 'extract', state: 'valid', pages: 1, digest: digestOf(pdf) });
    const right = await textOf(pdf, 'right');
    for (const part of ['تيتريت', 'أمغار', 'في السابع من مارس ألفين وستة وعشرين', 'فاطمة الزهراء بناني', 'إقليم صفرو'])
      expect(right).toContain(part);
    const left = await textOf(pdf);
    for (const part of ['Titrit', 'AMGHAR', 'ⵜⵉⵜⵔⵉⵜ', 'Province de Sefrou', '4820193756', document.number])
      expect(left).toContain(part);
  });

  it('the same file comes again byte by byte, to staff of the bureau and to orders only', async () => {
    const { document, pdf } = await made({ actId: act() });
    for (const who of ['officer', 'orders'] as const) {
      const again = await world.client.call.getDocument({ id: document.id }, { token: await world.tokenOf(who) });
      expect(Buffer.from(again.pdf).equals(pdf)).toBe(true);
    }
    for (const who of ['elsewhere', 'citizen', 'anonymous'] as const)
      await expect(
        world.client.call.getDocument({ id: document.id }, { token: await world.tokenOf(who) }),
      ).rejects.toMatchObject({ code: 'not-found' });
  });

  it('whoever has the code is told what the paper says, and no more', async () => {
    const { document } = await made({ actId: act() });
    const answer = await verify(document.token);
    expect(answer).toMatchObject({ verdict: 'valid', document: { id: document.id, number: document.number } });
    const said = answer.fields.map(({ value }) => value).join('\n');
    for (const part of ['تيتريت / Titrit / ⵜⵉⵜⵔⵉⵜ', 'Extrait d’acte de naissance', '217']) expect(said).toContain(part);
    // Not on an extract: what only a full copy tells.
    for (const part of ['CD98765', 'rue des Oliviers', 'OUAZZANI']) expect(said).not.toContain(part);
  });

  it('an altered PDF is told by its digest, the true one is valid', async () => {
    const { document, pdf } = await made({ actId: act() });
    expect((await verify(document.token, digestOf(pdf))).verdict).toBe('valid');
    pdf[200] = (pdf[200] ?? 0) ^ 1;
    expect((await verify(document.token, digestOf(pdf))).verdict).toBe('altered');
    await expect(verify(document.token, 'not-hex')).rejects.toMatchObject({
      code: 'validation-failed',
      fields: [expect.objectContaining({ path: 'digest' })],
    });
  });

  it('a forged token is on no document of ours', async () => {
    const { document } = await made({ actId: act() });
    const [head = '', body = '', signature = ''] = document.token.split('.');
    const other = Buffer.alloc(16, 7).toString('base64url');
    const unsigned = Buffer.from('{"alg":"none"}').toString('base64url');
    const forged = [`${head}.${other}.${signature}`, `${unsigned}.${body}.`, `${head}.${body}`, 'x'.repeat(5_000), ''];
    for (const token of forged) await expect(verify(token)).rejects.toMatchObject({ code: 'not-found' });
    expect(document.token.length).toBeLessThanOrEqual(150);
  });

  it('a revoked document says so, once and for all', async () => {
    const { document } = await made({ actId: act() });
    await expect(revoke(document.id, 'خطأ', 'registrar')).rejects.toMatchObject({ code: 'forbidden' });
    await expect(revoke(document.id, 'خطأ', 'elsewhere')).rejects.toMatchObject({ code: 'not-found' });
    await expect(revoke(document.id, ' ', 'officer')).rejects.toMatchObject({ code: 'validation-failed' });
    expect((await revoke(document.id, 'سلمت لغير صاحبها', 'officer')).document).toMatchObject({
      state: 'revoked',
      version: 2,
    });
    const answer = await verify(document.token);
    expect(answer.verdict).toBe('revoked');
    expect(answer.revokedAt).toBeInstanceOf(Date);
    await expect(revoke(document.id, 'x', 'officer')).rejects.toMatchObject({ code: 'command-not-allowed' });
    const row = await documentRows(world.platform.mongo).findOne({ _id: document.id });
    expect(
      await verifyChain(world.platform.mongo, document.id, row?.auditHead ?? { number: 0, hash: '' }),
    ).toBeUndefined();
    expect(
      JSON.stringify(await auditRows(world.platform.mongo).find({ aggregateId: document.id }).toArray()),
    ).not.toContain('سلمت');
  });

  it('a mention after the copy: the copy is replaced, a new one shows the mention in its margin', async () => {
    const actId = act();
    const { document } = await made({ actId, kind: 'full-copy' });
    const at = new Date();
    world.mention(actId, married, at);
    expect(await verify(document.token)).toMatchObject({ verdict: 'replaced', replacedAt: at });
    const copy = await made({ actId, kind: 'full-copy' });
    expect(await textOf(copy.pdf, 'right')).toContain('تزوجت بالسيد يوسف العلوي');
    expect((await verify(copy.document.token)).verdict).toBe('valid');
  });

  it('a mention that takes effect later is on no copy of today', async () => {
    const { pdf } = await made({ actId: act({ mentions: [marriage] }), kind: 'full-copy' });
    expect(await textOf(pdf, 'right')).not.toContain('يوسف العلوي');
  });

  it('every kind is made in both languages; unknown parents and unknown times are barred', async () => {
    const head = act({ mentions: [{ ...married, otherActId: 'act-spouse' }] });
    world.file(birthAct({ id: 'act-spouse' }));
    const parent = { birthActId: head };
    const child = birthAct({ id: 'act-child' });
    if (child.content?.$case === 'birth' && child.content.value.mother !== undefined)
      Object.assign(child.content.value.mother, parent);
    world.file(child);
    const relatedActIds = ['act-spouse', 'act-child'];
    const seenOn = new Date().toISOString().slice(0, 10);
    world.file(deathAct());
    for (const language of ['ar', 'fr']) {
      for (const kind of ['extract', 'full-copy', 'fiche-individuelle'])
        expect((await made({ actId: head, kind, language })).document.pages).toBe(1);
      for (const kind of ['extract', 'full-copy'])
        expect(await textOf((await made({ actId: 'act-2', kind, language })).pdf)).toContain('AMGHAR');
      expect((await made({ actId: head, kind: 'life-certificate', seenOn, language })).document.pages).toBe(1);
      expect((await made({ actId: head, kind: 'fiche-familiale', relatedActIds, language })).document.pages).toBe(1);
      expect((await made({ actId: head, kind: 'family-book', relatedActIds, language })).document.pages).toBe(4);
    }
  });

  it('refuses what cannot be, naming it, and leaves nothing behind', async () => {
    const actId = act();
    world.file(deathAct());
    const annulled = act({ mentions: [{ ...married, kind: 'annulment', ends: '' }] });
    const before = await documentRows(world.platform.mongo).countDocuments();
    const field = (path: string) => ({ code: 'validation-failed', fields: [expect.objectContaining({ path })] });
    await expect(produce({ actId, kind: 'poster' })).rejects.toMatchObject(field('kind'));
    await expect(produce({ actId, language: 'de' })).rejects.toMatchObject(field('language'));
    await expect(produce({ actId: '' })).rejects.toMatchObject(field('actId'));
    await expect(produce({ actId, purpose: 'order:1' })).rejects.toMatchObject(field('purpose'));
    await expect(produce({ actId, purpose: 'counter' }, 'orders')).rejects.toMatchObject(field('purpose'));
    await expect(produce({ actId, relatedActIds: ['x'] })).rejects.toMatchObject(field('relatedActIds'));
    await expect(produce({ actId: 'act-2', kind: 'fiche-individuelle' })).rejects.toMatchObject(field('kind'));
    for (const seenOn of ['', '2026-02-30', '2999-01-01', '2020-01-01'])
      await expect(produce({ actId, kind: 'life-certificate', seenOn })).rejects.toMatchObject(field('seenOn'));
    const stranger = act();
    await expect(produce({ actId, kind: 'fiche-familiale', relatedActIds: [stranger] })).rejects.toMatchObject(
      field('relatedActIds.0'),
    );
    await expect(produce({ actId: 'nowhere' })).rejects.toMatchObject({ code: 'not-found' });
    await expect(produce({ actId: annulled })).rejects.toMatchObject({ code: 'command-not-allowed' });
    for (const who of ['elsewhere', 'citizen', 'anonymous'] as const)
      await expect(produce({ actId }, who)).rejects.toMatchObject({ code: 'not-found' });
    expect(await documentRows(world.platform.mongo).countDocuments()).toBe(before);
  });

  it('under one idempotency key there is one document and one file', async () => {
    const asked = { actId: act(), idempotencyKey: 'print-1' };
    const [first, again] = [await made(asked, 'orders'), await made(asked, 'orders')];
    expect(again.document).toEqual(first.document);
    expect(again.pdf.equals(first.pdf)).toBe(true);
    expect(world.prints.filter(({ actId }) => actId === asked.actId)).toHaveLength(1);
  });

  it('each print stands on the audit trail of the act and in the journal, without personal data; what is kept is sealed', async () => {
    const actId = act();
    const { document } = await made({ actId }, 'orders');
    expect(world.prints.findLast((print) => print.actId === actId)).toMatchObject({
      documentId: document.id,
      actor: 'service:document-orders',
      kind: 'extract',
    });
    const { mongo } = world.platform;
    const event = await until('published', () =>
      journalRows(mongo).findOne({ aggregateId: document.id, pending: { $exists: false } }),
    );
    expect(event).toMatchObject({ type: civilDocumentEvents.produced.type, version: 1 });
    const kept = await Promise.all([
      documentRows(mongo).findOne({ _id: document.id }),
      documentFileRows(mongo).findOne({ _id: document.id }),
      journalRows(mongo).findOne({ aggregateId: document.id }),
    ]);
    const bytes = Buffer.concat(kept.map((row) => Buffer.from(JSON.stringify(row))));
    for (const name of ['Titrit', 'AMGHAR', 'تيتريت', Buffer.from('Titrit').toString('base64')])
      expect(bytes.includes(name)).toBe(false);
  });

  it('finds the act of an order, and what the order has wrong', async () => {
    world.file(birthAct({ id: 'act-numbered', number: 901 }));
    const match = async (asked: object, who: 'orders' | 'registrar' = 'orders') =>
      world.client.call.matchAct(
        {
          kind: 'birth',
          bureauId: '03.451.01.09-1',
          year: 2026,
          number: 901,
          firstNames: 'Titrit',
          familyName: 'Amghar',
          birthDate: '2026-03-07',
          nationalId: '',
          ...asked,
        },
        { token: await world.tokenOf(who) },
      );
    expect(await match({})).toEqual({ outcome: 'one', actId: 'act-numbered', contradictions: [], formerly: [] });
    expect(await match({ firstNames: 'تيتريت', familyName: 'امغار' })).toMatchObject({ contradictions: [] });
    expect(await match({ firstNames: 'Sara', birthDate: '2026-03-08' })).toMatchObject({
      outcome: 'one',
      contradictions: ['firstNames', 'birthDate'],
    });
    expect(await match({ number: 902 })).toMatchObject({ outcome: 'none' });
    expect(await match({ number: 0 })).toMatchObject({ outcome: 'several', actId: '' });
    await expect(match({}, 'registrar')).rejects.toMatchObject({ code: 'forbidden' });
    await expect(match({ kind: 'marriage' })).rejects.toMatchObject({ code: 'validation-failed' });
  });

  it('binds a register volume by volume: acts in order, an index by name, sealed', async () => {
    for (let index = 0; index < 101; index += 1) act();
    const print = async (volume: number) =>
      world.client.call.printRegister(
        { bureauId: '03.451.01.09-1', kind: 'birth', year: 2026, volume },
        { token: await world.tokenOf('registrar'), deadlineMs: 60_000 },
      );
    const first = await print(1);
    expect(first.volumes).toBeGreaterThan(1);
    const pdf = Buffer.from(first.pdf);
    expect(
      await verifySeal(pdf, await readFile(join(world.suite.secretsDir, 'document-seal.chain.pem'), 'utf8')),
    ).toContain('Verification successful');
    expect(await textOf(pdf)).toContain('Registre des naissances');
    expect(await textOf(pdf, 'right', 2)).toContain('في السابع من مارس');
    await expect(print(0)).rejects.toMatchObject({ code: 'validation-failed' });
    await expect(print(first.volumes + 1)).rejects.toMatchObject({ code: 'not-found' });
  });
});
