import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What the signature dictionary of a PDF holds: the covered bytes, and the CMS without the room after it. */
export function signatureOf(pdf: Buffer): { covered: Buffer; cms: Buffer; whole: boolean } {
  const range = /\/ByteRange \[([^\]]*)\]/.exec(pdf.toString('latin1'))?.[1] ?? '';
  const [a = 0, b = 0, c = 0, d = 0] = range.trim().split(/\s+/).map(Number);
  const hex = pdf.toString('latin1', a + b + 1, c - 1);
  const der = Buffer.from(hex, 'hex');
  return {
    covered: Buffer.concat([pdf.subarray(a, a + b), pdf.subarray(c, c + d)]),
    cms: der.subarray(0, der.readUInt16BE(2) + 4),
    whole: c + d === pdf.length,
  };
}

/** Runs OpenSSL, which shares no code with us, over some files. @throws Error with what it says when it does not agree */
export async function openssl(
  files: Readonly<Record<string, Buffer | string>>,
  args: (path: (name: string) => string) => string[],
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'jamaa-openssl-'));
  try {
    const path = (name: string): string => join(folder, name);
    for (const [name, content] of Object.entries(files)) await writeFile(path(name), content);
    const { stdout, stderr } = await run('openssl', args(path), { maxBuffer: 8_000_000 });
    return stdout + stderr;
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Checks a sealed PDF with OpenSSL, ESS certificate included, against an authority. */
export const verifySeal = async (pdf: Buffer, authority: string): Promise<string> => {
  const { covered, cms } = signatureOf(pdf);
  return openssl({ 'sig.der': cms, 'data.bin': covered, 'ca.pem': authority }, (path) => [
    'cms',
    '-verify',
    '-cades',
    '-binary',
    '-inform',
    'DER',
    '-in',
    path('sig.der'),
    '-content',
    path('data.bin'),
    '-CAfile',
    path('ca.pem'),
    '-purpose',
    'any',
    '-out',
    path('out.bin'),
  ]);
};
