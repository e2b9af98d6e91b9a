import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeDevelopmentSecrets } from '@jamaa/kit/testing';
import { createTypst } from '@jamaa/typesetting';
import { textOf } from '@jamaa/typesetting/testing';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { openssl, signatureOf, verifySeal } from '../../../test/support/openssl.ts';
import { openFileKey } from './file-key.ts';
import { createLocalTimeStamps } from './local-time-stamps.ts';
import { createSeal, type Seal } from './seal.ts';

const facts = {
  name: 'Bureau de Sefrou',
  reason: 'نسخة موجزة',
  location: 'Sefrou',
  at: new Date('2026-03-02T10:00:00Z'),
};
const stamped = new Date('2026-03-02T10:00:01Z');

describe('the seal of a document', () => {
  let folder: string;
  let authority: string;
  let drawn: Buffer;
  let seal: Seal;
  let sealed: Buffer;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'jamaa-seal-'));
    await writeDevelopmentSecrets(folder, []);
    authority = await readFile(join(folder, 'document-seal.chain.pem'), 'utf8');
    await writeFile(join(folder, 'page.typ'), '#set text(font: "Amiri")\nسلام #pagebreak() deux');
    drawn = createTypst({ folder, templates: ['page'] }).pdf('page', {}) ?? Buffer.alloc(0);
    const stamps = createLocalTimeStamps(await openFileKey(folder, 'document-time-stamps'), () => stamped);
    seal = createSeal(await openFileKey(folder, 'document-seal'), stamps);
    sealed = await seal.seal(drawn, facts);
  });

  it('is accepted by OpenSSL over the whole file, with the certificate named inside', async () => {
    expect(signatureOf(sealed).whole).toBe(true);
    expect(await verifySeal(sealed, authority)).toContain('CAdES Verification successful');
  });

  it.each([
    ['what was drawn', (pdf: Buffer) => pdf.indexOf('/MediaBox')],
    ['the reason', (pdf: Buffer) => pdf.indexOf('/Reason') + 12],
    ['the end', (pdf: Buffer) => pdf.lastIndexOf('/Prev') + 1],
  ])('breaks when a byte of %s is altered', async (_what, where) => {
    const altered = Buffer.from(sealed);
    altered[where(altered)] = 0x39;
    await expect(verifySeal(altered, authority)).rejects.toThrow('Verification failure');
  });

  it('of another authority is refused', async () => {
    const other = await mkdtemp(join(tmpdir(), 'jamaa-seal-'));
    await writeDevelopmentSecrets(other, []);
    const ca = await readFile(join(other, 'document-seal.chain.pem'), 'utf8');
    await expect(verifySeal(sealed, ca)).rejects.toThrow(/verify error/);
  });

  it('bears a time-stamp over the signature that OpenSSL accepts', async () => {
    const { cms } = signatureOf(sealed);
    const layout = await openssl({ 'sig.der': cms }, (path) => ['asn1parse', '-inform', 'DER', '-in', path('sig.der')]);
    const lines = layout.split('\n');
    const at = (line: string | undefined) => Number(/^\s*(\d+):/.exec(line ?? '')?.[1]);
    const size = (line: string | undefined) =>
      /hl=(\d+) l=\s*(\d+)/
        .exec(line ?? '')
        ?.slice(1)
        .map(Number) ?? [];
    const token = lines.findIndex((line) => line.includes('id-smime-aa-timeStampToken'));
    const slice = (line: string | undefined, whole: boolean): Buffer => {
      const [head = 0, length = 0] = size(line);
      return cms.subarray(at(line) + (whole ? 0 : head), at(line) + head + length);
    };
    // The signer's signature is the last octet string before the unsigned attributes.
    const signature = lines.slice(0, token).findLast((line) => line.includes('OCTET STRING'));
    const said = await openssl(
      { 'token.der': slice(lines[token + 2], true), 'signature.bin': slice(signature, false), 'ca.pem': authority },
      (path) => [
        'ts',
        '-verify',
        '-token_in',
        '-in',
        path('token.der'),
        '-data',
        path('signature.bin'),
        '-CAfile',
        path('ca.pem'),
      ],
    );
    expect(said).toContain('Verification: OK');
  });

  it('leaves what was drawn as it was, archival and readable', async () => {
    expect(sealed.subarray(0, drawn.length).equals(drawn)).toBe(true);
    expect(sealed.toString('latin1')).toMatch(/<pdfaid:part>2<\/pdfaid:part><pdfaid:conformance>B/);
    // ISO 19005-2, 6.1.3: the last trailer repeats the file's identifier.
    const identifiers = sealed.toString('latin1').match(/\/ID \[.*\]/g);
    expect(identifiers).toHaveLength(2);
    expect(new Set(identifiers).size).toBe(1);
    expect(await textOf(sealed, 'right')).toContain('سلام');
    expect(await textOf(sealed, 'left', 2)).toContain('deux');
  });

  it('is not put on a file of another build', async () => {
    await expect(seal.seal(Buffer.from('%PDF-1.7\n'), facts)).rejects.toThrow('trailer');
    await expect(seal.seal(sealed, facts)).rejects.toThrow();
  });
});
