import { type Account, subjectOf } from './accounts.ts';

/** What an access token says beside iss, sub, aud and exp: who, how to reach them, how strongly signed in. */
export const accessTokenClaims = (account: Account) => ({
  email: account.email,
  email_verified: true,
  acr: account.acr,
  locale: account.locale,
});

/** What an ID token may say; the language-tagged names are those of OpenID Connect Core 5.2. */
export const identityClaims = (account: Account) => ({
  sub: subjectOf(account.account),
  email: account.email,
  email_verified: true,
  name: account.locale === 'fr' ? account.name.fr : account.name.ar,
  'name#ar': account.name.ar,
  'name#fr': account.name.fr,
  locale: account.locale,
});

/** Which scope opens which claim of the ID token. */
export const claimsByScope = {
  openid: ['sub', 'acr', 'auth_time'],
  email: ['email', 'email_verified'],
  profile: ['name', 'name#ar', 'name#fr', 'locale'],
};
