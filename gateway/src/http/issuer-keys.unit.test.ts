import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '@jamaa/kit/testing';
import { createLogger } from '@jamaa/observability';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { exportJWK, generateKeyPair, type JWK, jwtVerify, SignJWT } from 'jose';
import { createIssuerKeys, type IssuerKeys } from './issuer-keys.ts';

const logger = createLogger({ service: 'test', cell: '03', level: 'silent' });

async function signer(kid: string): Promise<{ jwk: JWK; token: () => Promise<string> }> {
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  const sign = new SignJWT({}).setProtectedHeader({ alg: 'ES256', kid }).setSubject('amina');
  return { jwk: { ...(await exportJWK(publicKey)), kid }, token: () => sign.sign(privateKey) };
}

describe('keys of the issuer', () => {
  let server: Server;
  let told: JWK[];
  let asked = 0;
  let keys: IssuerKeys | undefined;
  let url: string;
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'jamaa-keys-'));
    server = createServer((_request, response) => {
      asked += 1;
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: told }));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks`;
    asked = 0;
  });
  afterEach(async () => {
    keys?.close();
    server.closeAllConnections();
    server.close();
    await rm(folder, { recursive: true, force: true });
  });
  const stopIssuer = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };

  it('verify tokens with the issuer out of reach, also when they were to be read again meanwhile', async () => {
    const one = await signer('one');
    told = [one.jwk];
    let warned = 0;
    const warn = (): void => {
      warned += 1;
    };
    const counting = { ...logger, warn } as unknown as typeof logger;
    keys = createIssuerKeys({ url, refreshMs: 20, logger: counting });
    await jwtVerify(await one.token(), keys.keyOf);
    await stopIssuer();
    await until('read again', () => warned > 2);
    await expect(jwtVerify(await one.token(), keys.keyOf)).resolves.toMatchObject({ payload: { sub: 'amina' } });
  });

  it('are there at a start with the link down, from a file', async () => {
    const one = await signer('one');
    const file = join(folder, 'jwks.json');
    await writeFile(file, JSON.stringify({ keys: [one.jwk] }));
    await stopIssuer();
    keys = createIssuerKeys({ url, file, refreshMs: 60_000, logger });
    await expect(jwtVerify(await one.token(), keys.keyOf)).resolves.toBeDefined();
  });

  it('of a file are replaced at once where the issuer answers', async () => {
    const [one, two] = [await signer('one'), await signer('two')];
    const file = join(folder, 'jwks.json');
    await writeFile(file, JSON.stringify({ keys: [one.jwk] }));
    told = [two.jwk];
    keys = createIssuerKeys({ url, file, refreshMs: 60_000, logger });
    const { keyOf } = keys;
    const token = await one.token();
    const refused = await until('the withdrawn key is refused', () =>
      jwtVerify(token, keyOf).then(
        () => false,
        (error: { code?: string }) => error.code,
      ),
    );
    expect(refused).toBe('ERR_JWKS_NO_MATCHING_KEY');
  });

  it('are read again: a new key is taken, one that was withdrawn is not', async () => {
    const [one, two] = [await signer('one'), await signer('two')];
    told = [one.jwk];
    keys = createIssuerKeys({ url, refreshMs: 20, logger });
    await jwtVerify(await one.token(), keys.keyOf);
    told = [two.jwk];
    const before = asked;
    await until('read again', () => asked > before + 1);
    await expect(jwtVerify(await two.token(), keys.keyOf)).resolves.toBeDefined();
    await expect(jwtVerify(await one.token(), keys.keyOf)).rejects.toMatchObject({ code: 'ERR_JWKS_NO_MATCHING_KEY' });
  });
});
