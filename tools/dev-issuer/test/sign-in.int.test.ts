import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { Browser, createProofKey } from './browser.ts';
import { createHome, startIssuer } from './issuer-process.ts';

const home = createHome();
let issuer: Awaited<ReturnType<typeof startIssuer>>;

beforeAll(async () => {
  issuer = await startIssuer(home.environment);
});

afterAll(async () => {
  await issuer.stop();
  home.remove();
});

const redirectUri = 'http://127.0.0.1:54321/auth/callback';

const authorizationUrl = (parameters: Readonly<Record<string, string>> = {}) => {
  const query = new URLSearchParams({
    client_id: 'portal',
    response_type: 'code',
    redirect_uri: redirectUri,
    scope: 'openid email profile',
    state: 'state-1',
    nonce: 'nonce-1',
    ...parameters,
  });
  return `${issuer.http}/auth?${query}`;
};

const exchange = (parameters: Readonly<Record<string, string>>) =>
  fetch(`${issuer.http}/token`, {
    method: 'POST',
    body: new URLSearchParams({ client_id: 'portal', ...parameters }),
  });

const verify = (token: string, audience: string) =>
  jwtVerify(token, createRemoteJWKSet(new URL(`${issuer.http}/jwks`)), { issuer: issuer.issuer, audience });

const signIn = async (browser: Browser, account: string, parameters: Readonly<Record<string, string>>) => {
  const page = await browser.follow(authorizationUrl(parameters));
  return browser.follow(page.url, { account });
};

describe('the authorization code flow', () => {
  it('signs a person in through the page and gives both tokens for the code', async () => {
    const { verifier, challenge } = createProofKey();
    const browser = new Browser();
    const back = await signIn(browser, 'handler', { code_challenge: challenge, code_challenge_method: 'S256' });
    expect(back.url.startsWith(redirectUri)).toBe(true);
    const answer = new URL(back.url).searchParams;
    expect(answer.get('state')).toBe('state-1');

    const request = { grant_type: 'authorization_code', code: answer.get('code') ?? '', redirect_uri: redirectUri };
    const response = await exchange({ ...request, code_verifier: verifier });
    expect(response.status).toBe(200);
    const tokens = (await response.json()) as { access_token: string; id_token: string; refresh_token: string };
    const access = await verify(tokens.access_token, 'jamaa');
    expect(access.payload).toMatchObject({ email: 'handler@example.ma', acr: 'strong' });
    const identity = await verify(tokens.id_token, 'portal');
    expect(identity.payload).toMatchObject({
      nonce: 'nonce-1',
      sub: access.payload.sub,
      acr: 'strong',
      name: 'Youssef',
      'name#ar': 'يوسف',
    });

    const refreshed = await exchange({ grant_type: 'refresh_token', refresh_token: tokens.refresh_token });
    const { access_token: renewed } = (await refreshed.json()) as { access_token: string };
    expect((await verify(renewed, 'jamaa')).payload.sub).toBe(access.payload.sub);

    const replayed = await exchange({ ...request, code_verifier: verifier });
    expect(await replayed.json()).toMatchObject({ error: 'invalid_grant' });
  });

  it('refuses a code without the verifier that belongs to it', async () => {
    const { challenge } = createProofKey();
    const back = await signIn(new Browser(), 'citizen', { code_challenge: challenge, code_challenge_method: 'S256' });
    const response = await exchange({
      grant_type: 'authorization_code',
      code: new URL(back.url).searchParams.get('code') ?? '',
      redirect_uri: redirectUri,
      code_verifier: createProofKey().verifier,
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: 'invalid_grant' });
  });

  it('tells the client when PKCE is missing', async () => {
    const { url } = await new Browser().follow(authorizationUrl());
    expect(new URL(url).searchParams.get('error')).toBe('invalid_request');
  });

  it('never sends a browser to a host that is not this machine', async () => {
    const { challenge } = createProofKey();
    const parameters = { code_challenge: challenge, code_challenge_method: 'S256' };
    const { url, response } = await new Browser().follow(
      authorizationUrl({ ...parameters, redirect_uri: 'https://example.org/callback' }),
    );
    expect(url.startsWith(issuer.http)).toBe(true);
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('invalid_redirect_uri');
  });

  it('remembers the session, asks again on prompt=login, and forgets on sign-out', async () => {
    const { challenge } = createProofKey();
    const parameters = { code_challenge: challenge, code_challenge_method: 'S256' };
    const browser = new Browser();
    await signIn(browser, 'citizen', parameters);
    expect((await browser.follow(authorizationUrl(parameters))).url.startsWith(redirectUri)).toBe(true);
    const asked = await browser.follow(authorizationUrl({ ...parameters, prompt: 'login' }));
    expect(asked.url).toContain('/interaction/');

    const question = await browser.follow(`${issuer.http}/session/end?client_id=portal`);
    const page = await question.response.text();
    expect(page).toContain('تسجيل الخروج');
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(page)?.[1] ?? '';
    await browser.follow(`${issuer.http}/session/end/confirm`, { xsrf, logout: 'yes' });
    expect((await browser.follow(authorizationUrl(parameters))).url).toContain('/interaction/');
  });
});

describe('the sign-in page', () => {
  const open = async () => {
    const { challenge } = createProofKey();
    const browser = new Browser();
    const page = await browser.follow(authorizationUrl({ code_challenge: challenge, code_challenge_method: 'S256' }));
    return { browser, ...page, html: await page.response.text() };
  };

  it('is Arabic first, lists every account as a button and escapes what it shows', async () => {
    const { html, response } = await open();
    expect(html).toContain('<html lang="ar" dir="rtl">');
    expect(html).toContain('lang="fr" dir="ltr"');
    expect(html.match(/<button[^>]+name="account"/g)).toHaveLength(2);
    expect(html).toContain('سلمى &lt;المواطنة&gt;');
    expect(html).not.toContain('<المواطنة>');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  it('needs nothing from outside', async () => {
    const { html } = await open();
    expect(html).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
    const stylesheet = await fetch(`${issuer.http}/assets/page.css`);
    const css = await stylesheet.text();
    expect(css).not.toMatch(/url\("?(?:https?:)?\/\//);
    const fonts = [...css.matchAll(/url\("([^"]+)"\)/g)].map((match) => match[1]);
    expect(fonts).toHaveLength(4);
    for (const font of fonts)
      expect((await fetch(`${issuer.http}${font}`)).headers.get('content-type')).toBe('font/woff2');
  });

  it('can be left without signing in', async () => {
    const { browser, url } = await open();
    const back = await browser.follow(url, { cancel: 'yes' });
    expect(new URL(back.url).searchParams.get('error')).toBe('access_denied');
  });

  it('answers a made-up account and a sign-in that is over with a readable page', async () => {
    const { browser, url } = await open();
    const wrong = await browser.request(url, { account: 'nobody' });
    expect(wrong.status).toBe(400);
    expect(await wrong.text()).toContain('account: is not one of the accounts');
    const over = await new Browser().request(url);
    expect(over.status).toBe(400);
    expect(await over.text()).toContain('تعذر إتمام الطلب');
  });
});
