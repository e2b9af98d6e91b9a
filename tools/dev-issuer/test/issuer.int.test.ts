import { chmodSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { subjectOf } from '../src/accounts.ts';
import { accounts, createHome, run, startIssuer } from './issuer-process.ts';

const home = createHome();
let issuer: Awaited<ReturnType<typeof startIssuer>>;

beforeAll(async () => {
  issuer = await startIssuer(home.environment);
});

afterAll(async () => {
  await issuer.stop();
  home.remove();
});

const askToken = (parameters: Record<string, string>, at = issuer.http) =>
  fetch(`${at}/token`, {
    method: 'POST',
    body: new URLSearchParams({ grant_type: 'urn:jamaa:grant:development', client_id: 'cli', ...parameters }),
  });

const tokenFor = async (account: string): Promise<string> => {
  const response = await askToken({ account });
  return ((await response.json()) as { access_token: string }).access_token;
};

const verify = (token: string, issuerUrl = issuer.issuer) =>
  jwtVerify(token, createRemoteJWKSet(new URL(`${issuer.http}/jwks`)), { issuer: issuerUrl, audience: 'jamaa' });

describe('the development grant', () => {
  it('gives a JWT that verifies against the published keys and says who and how strongly', async () => {
    const { payload, protectedHeader } = await verify(await tokenFor('handler'));
    expect(protectedHeader).toMatchObject({ alg: 'ES256', typ: 'at+jwt' });
    expect(payload).toMatchObject({
      iss: issuer.issuer,
      aud: 'jamaa',
      sub: subjectOf('handler'),
      email: 'handler@example.ma',
      email_verified: true,
      acr: 'strong',
      locale: 'fr',
    });
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(15 * 60);
  });

  it.each([
    ['an unknown account', { account: 'nobody' }, 'invalid_grant'],
    ['no account', {}, 'invalid_request'],
    ['a client that may not use it', { account: 'citizen', client_id: 'portal' }, 'invalid_request'],
    ['an unknown grant', { account: 'citizen', grant_type: 'password' }, 'unsupported_grant_type'],
  ])('answers %s with an OAuth error', async (_case, parameters, error) => {
    const response = await askToken(parameters as Record<string, string>);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error, error_description: expect.any(String) });
  });
});

describe('the issuer', () => {
  it('describes itself and its keys, and tells that it is well', async () => {
    const discovery = await fetch(`${issuer.http}/.well-known/openid-configuration`);
    expect(await discovery.json()).toMatchObject({
      issuer: issuer.issuer,
      jwks_uri: `${issuer.http}/jwks`,
      code_challenge_methods_supported: ['S256'],
      response_types_supported: ['code'],
      grant_types_supported: expect.arrayContaining(['authorization_code', 'urn:jamaa:grant:development']),
    });
    const { keys } = (await (await fetch(`${issuer.http}/jwks`)).json()) as { keys: object[] };
    expect(keys).toHaveLength(1);
    expect(keys[0]).not.toHaveProperty('d');
    expect(await (await fetch(`${issuer.http}/healthz`)).json()).toEqual({ status: 'ok' });
  });

  it('keeps its key readable by its owner alone, even in a folder that was open before', async () => {
    expect(statSync(home.dataDirectory).mode & 0o777).toBe(0o700);
    expect(statSync(join(home.dataDirectory, 'keys.json')).mode & 0o777).toBe(0o600);
    chmodSync(home.dataDirectory, 0o755);
    const again = await startIssuer(home.environment);
    await again.stop();
    expect(statSync(home.dataDirectory).mode & 0o777).toBe(0o700);
  });

  it('accepts after a restart what it signed before', async () => {
    const token = await tokenFor('citizen');
    const before = issuer.issuer;
    expect(await issuer.stop()).toBe(0);
    issuer = await startIssuer(home.environment);
    await expect(verify(token, before)).resolves.toBeDefined();
  });

  it('takes up a changed accounts file, and keeps the last good one when the change is wrong', async () => {
    expect((await askToken({ account: 'late' })).status).toBe(400);
    home.writeAccounts([...accounts, { ...accounts[0], account: 'late', email: 'late@example.ma' }]);
    expect((await askToken({ account: 'late' })).status).toBe(200);
    home.writeAccounts([{ account: 'late' }]);
    expect((await askToken({ account: 'citizen' })).status).toBe(200);
    await issuer.stop();
    expect(await issuer.errors).toMatch(/accounts not reloaded: .*0\.email/);
    home.writeAccounts(accounts);
    issuer = await startIssuer(home.environment);
  });
});

describe('a start that cannot succeed', () => {
  it.each([
    ['production', { NODE_ENV: 'production' }, /development only/],
    ['a wrong port', { ISSUER_PORT: 'high' }, /ISSUER_PORT/],
    ['no data folder', { ISSUER_DATA_DIR: undefined }, /ISSUER_DATA_DIR: is required/],
    ['no accounts file', { ISSUER_ACCOUNTS: '/nowhere/accounts.json' }, /ISSUER_ACCOUNTS: cannot read/],
    ['an issuer that is not a URL', { ISSUER_URL: 'localhost' }, /ISSUER_URL/],
  ])('ends with one clear line: %s', async (_case, environment, message) => {
    const finished = await run('main.ts', [], { ...home.environment, ...environment });
    expect(finished.code).toBe(1);
    expect(finished.stdout).toBe('');
    expect(finished.stderr).toMatch(message);
    expect(finished.stderr.trim().split('\n')).toHaveLength(1);
  });

  it('ends with one clear line: a busy port', async () => {
    const finished = await run('main.ts', [], { ...home.environment, ISSUER_PORT: new URL(issuer.http).port });
    expect(finished).toMatchObject({ code: 1, stdout: '' });
    expect(finished.stderr).toMatch(/cannot listen on 127\.0\.0\.1:\d+ \(EADDRINUSE\)\n$/);
  });
});

describe('the token command', () => {
  const token = (args: string[], url = issuer.http) => run('token.ts', args, { JAMAA_ISSUER_URL: url });

  it('prints the bearer token and nothing else', async () => {
    const finished = await token(['citizen']);
    expect(finished).toMatchObject({ code: 0, stderr: '' });
    const { payload } = await verify(finished.stdout.trimEnd());
    expect(payload.email).toBe('citizen@example.ma');
  });

  it.each([
    ['without an account', [], /no account given/],
    ['with an unknown account', ['nobody'], /unknown account: nobody/],
  ])('%s lists the accounts on stderr', async (_case, args, message) => {
    const finished = await token(args);
    expect(finished).toMatchObject({ code: 1, stdout: '' });
    expect(finished.stderr).toMatch(message);
    for (const { account, email } of accounts) expect(finished.stderr).toMatch(new RegExp(`${account} +${email}`));
  });

  it('says in one line that the issuer cannot be reached', async () => {
    const finished = await token(['citizen'], 'http://127.0.0.1:1');
    expect(finished).toMatchObject({ code: 1, stdout: '' });
    expect(finished.stderr).toMatch(/^the issuer at http:\/\/127\.0\.0\.1:1 cannot be reached.*\n$/);
  });
});
