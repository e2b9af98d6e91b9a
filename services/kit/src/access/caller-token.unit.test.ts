import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { importJWK, type JWK, SignJWT } from 'jose';
import { writeDevelopmentSecrets } from '../testing/development-secrets.ts';
import { trustCell } from '../testing/trust-cell.ts';
import type { Caller } from './caller.ts';
import { acrossCells, createCallerSigner, createCallerVerifier } from './caller-token.ts';

const amina: Caller = { kind: 'account', subject: 'amina', client: 'portal', acr: 'simple' };
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jamaa-callers-'));
  await writeDevelopmentSecrets(join(folder, 'ours'), ['gateway', 'intake', 'sla']);
  await writeDevelopmentSecrets(join(folder, 'theirs'), ['gateway', 'intake']);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const minted = async (issuer: string, caller: Caller, target = 'intake', secrets = 'ours'): Promise<string> =>
  (await createCallerSigner(join(folder, secrets), issuer)).mint(caller, target);
const verifier = (audience = 'intake') => createCallerVerifier(join(folder, 'ours'), audience);
const refused = async (token: string | undefined, audience?: string): Promise<void> => {
  await expect((await verifier(audience)).verify(token)).rejects.toMatchObject({
    name: 'AppError',
    code: 'unauthenticated',
  });
};

/** A token with the gateway's own key, for what the signer never makes. */
async function crafted(change: (token: SignJWT) => SignJWT): Promise<string> {
  const jwk = JSON.parse(await readFile(join(folder, 'ours', 'gateway.key.json'), 'utf8')) as JWK;
  const token = new SignJWT({ jamaa: amina })
    .setProtectedHeader({ alg: 'EdDSA', kid: 'gateway' })
    .setIssuer('gateway')
    .setAudience('intake');
  return change(token).sign(await importJWK(jwk, 'EdDSA'));
}

describe('a caller token', () => {
  it('says to its target who calls, for people by the gateway and for a service by itself', async () => {
    expect(await (await verifier()).verify(await minted('gateway', amina))).toEqual(amina);
    const sla: Caller = { kind: 'service', service: 'sla' };
    expect(await (await verifier()).verify(await minted('sla', sla))).toEqual(sla);
  });
  it('is refused when missing, empty, or no token at all', async () => {
    for (const token of [undefined, '', 'nonsense', 'a.b.c']) await refused(token);
  });
  it('is refused by any other service than its target', async () =>
    refused(await minted('gateway', amina, 'intake'), 'sla'));
  it('is refused when another key signed it, under a known name too', async () =>
    refused(await minted('gateway', amina, 'intake', 'theirs')));
  it('is refused when changed after signing', async () => {
    const [header, payload = '', signature] = (await minted('gateway', amina)).split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { jamaa: { subject: string } };
    claims.jamaa.subject = 'somebody-else';
    await refused([header, Buffer.from(JSON.stringify(claims)).toString('base64url'), signature].join('.'));
  });
  it('is refused when it would be good for ever', async () => refused(await crafted((token) => token.setIssuedAt())));
  it('is refused after its time', async () => {
    const now = Math.floor(Date.now() / 1000);
    const valid = await crafted((token) => token.setIssuedAt(now).setExpirationTime(now + 60));
    expect(await (await verifier()).verify(valid)).toEqual(amina);
    const late = await crafted((token) => token.setIssuedAt(now - 240).setExpirationTime(now - 180));
    await expect((await verifier()).verify(late)).rejects.toMatchObject({ name: 'AppError', code: 'unavailable' });
  });
  it('is good while the clocks of caller and service disagree by less than two minutes', async () => {
    const now = Math.floor(Date.now() / 1000);
    const behind = await crafted((token) => token.setIssuedAt(now - 175).setExpirationTime(now - 115));
    expect(await (await verifier()).verify(behind)).toEqual(amina);
    const ahead = await crafted((token) => token.setIssuedAt(now + 120).setExpirationTime(now + 180));
    expect(await (await verifier()).verify(ahead)).toEqual(amina);
  });
  it('is refused without a signature', async () => {
    const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const exp = Math.floor(Date.now() / 1000) + 60;
    const claims = { jamaa: amina, iss: 'gateway', aud: 'intake', exp };
    await refused(`${part({ alg: 'none', kid: 'gateway' })}.${part(claims)}.`);
  });
  it('is refused when a service vouches for a person, for the public, or for another service', async () => {
    await refused(await minted('sla', amina));
    await refused(await minted('sla', { kind: 'anonymous', client: 'public' }));
    await refused(await minted('sla', { kind: 'service', service: 'notifications' }));
    await refused(await minted('gateway', { kind: 'service', service: 'sla' }));
  });
  it('is refused when its key is not its issuer’s', async () => {
    const jwk = JSON.parse(await readFile(join(folder, 'ours', 'sla.key.json'), 'utf8')) as JWK;
    const token = await new SignJWT({ jamaa: amina })
      .setProtectedHeader({ alg: 'EdDSA', kid: 'sla' })
      .setIssuer('gateway')
      .setAudience('intake')
      .setExpirationTime('1m')
      .sign(await importJWK(jwk, 'EdDSA'));
    await refused(token);
  });
});

describe('a caller token of another cell', () => {
  const other: Caller = { kind: 'cell', cell: '06', service: 'intake' };
  const across = async (caller: Caller, target: string, as = acrossCells('intake', '06')): Promise<string> =>
    (await createCallerSigner(join(folder, 'theirs'), 'intake', as)).mint(caller, target);
  const here = (cell?: string) => createCallerVerifier(join(folder, 'ours'), 'intake', cell);
  beforeAll(() =>
    trustCell(join(folder, 'ours'), { cell: '06', folder: join(folder, 'theirs'), services: ['intake'] }),
  );

  it('is taken by the same service of the one cell that it names', async () => {
    expect(await (await here('03')).verify(await across(other, 'intake@03'))).toEqual(other);
    for (const [cell, target] of [
      ['12', 'intake@03'],
      ['03', 'intake'],
      [undefined, 'intake@03'],
      ['03', 'sla@03'],
    ] as const) {
      const token = await across(other, target);
      await expect((await here(cell)).verify(token)).rejects.toMatchObject({ code: 'unauthenticated' });
    }
  });
  it('never counts as one of this cell, nor as one of a third', async () => {
    for (const caller of [
      { kind: 'service', service: 'intake' },
      { kind: 'cell', cell: '12', service: 'intake' },
      { kind: 'cell', cell: '06', service: 'attachments' },
      amina,
    ] as const) {
      for (const target of ['intake@03', 'intake']) {
        const token = await across(caller, target);
        await expect((await here('03')).verify(token)).rejects.toMatchObject({ code: 'unauthenticated' });
      }
    }
    // Nor does a service of this cell pass for one of another.
    const own = await (await createCallerSigner(join(folder, 'ours'), 'intake')).mint(other, 'intake@03');
    await expect((await here('03')).verify(own)).rejects.toMatchObject({ code: 'unauthenticated' });
  });
});
