import { call, streetLight } from '@jamaa/e2e';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { exportJWK, generateKeyPair, type JWTPayload, UnsecuredJWT } from 'jose';
import { type Watch, watchDatabases } from './support/nothing-behind.ts';
import { expectProblem } from './support/problem.ts';
import { issuerKey, mint } from './support/tokens.ts';

const inSeconds = (seconds: number): number => Math.floor(Date.now() / 1000) + seconds;

let watch: Watch;
beforeAll(async () => {
  watch = await watchDatabases();
});
afterAll(() => watch.close());

/** Refused where one only reads, and where one files, which needs no sign-in but must not take a bad one for none. */
async function refused(authorization: string): Promise<void> {
  for (const [method, path, body] of [
    ['GET', '/v1/me', undefined],
    ['GET', '/v1/complaints', undefined],
    ['POST', '/v1/complaints', streetLight],
  ] as const) {
    const answer = await watch.nothingBehind(() => call(method, path, { body, headers: { authorization } }));
    expectProblem(answer, 'unauthenticated');
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
  }
}

/** The issuer's types say what it should put into a token; these tests say what it should not. */
const strange = (claims: Record<string, unknown>): JWTPayload => ({ sub: 'somebody', ...claims }) as JWTPayload;

describe('a token', () => {
  it.each<[string, Record<string, unknown>]>([
    ['that has expired', { exp: inSeconds(-10) }],
    ['without an end', { exp: undefined }],
    ['that is not yet valid', { nbf: inSeconds(600) }],
    ['for another audience', { aud: 'watiqa' }],
    ['of another issuer', { iss: 'https://elsewhere.example' }],
    ['of nobody', { sub: undefined }],
    ['of an empty name', { sub: '' }],
    ['whose subject is an operator', { sub: { $ne: '' } }],
    ['whose subject is a list', { sub: ['a'] }],
    ['whose e-mail is an operator', { email: { $ne: '' }, email_verified: true }],
    ['whose client is an object', { client_id: { $gt: '' } }],
  ])('%s', async (_what, claims) => refused(`Bearer ${await mint(strange(claims))}`));

  it('signed by another key, under no name or under the issuer’s', async () => {
    const { privateKey } = await generateKeyPair('ES256', { extractable: true });
    const key = await exportJWK(privateKey);
    const { kid = '' } = await issuerKey();
    for (const jwk of [key, { ...key, kid }, { ...key, kid: '__proto__' }])
      await refused(`Bearer ${await mint({ sub: 'somebody' }, { key: jwk })}`);
  });

  it('signed by nobody (alg none)', async () => {
    const [header, claims] = (await mint({ sub: 'somebody' })).split('.');
    const unsigned = new UnsecuredJWT({ sub: 'somebody', aud: 'jamaa' }).setExpirationTime('1h').encode();
    await refused(`Bearer ${unsigned}`);
    await refused(`Bearer ${header}.${claims}.`);
  });

  it('whose claims were changed after it was signed', async () => {
    const [header, claims = '', signature] = (await mint({ sub: 'somebody' })).split('.');
    const other = JSON.stringify({ ...JSON.parse(Buffer.from(claims, 'base64url').toString()), sub: 'admin' });
    await refused(`Bearer ${header}.${Buffer.from(other).toString('base64url')}.${signature}`);
  });

  it.each(['Bearer abc', 'Bearer', 'Bearer a b', 'Basic YWRtaW46YWRtaW4=', 'Bearer {"$ne":""}', 'abc'])(
    'that reads %s',
    (header) => refused(header),
  );

  it('with an address that was never verified is nobody of the staff', async () => {
    const token = await mint({ sub: 'somebody-else', email: 'admin@demo.jamaa.example', email_verified: false });
    const { status, body } = await call('GET', '/v1/me', { token });
    expect([status, body.grants]).toEqual([200, []]);
  });
});
