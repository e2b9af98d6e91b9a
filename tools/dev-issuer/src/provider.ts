import Provider, {
  type ClientMetadata,
  type Configuration,
  type KoaContextWithOIDC,
  type ResourceServer,
} from 'oidc-provider';
import { type Accounts, subjectOf } from './accounts.ts';
import { accessTokenClaims, claimsByScope, identityClaims } from './claims.ts';
import { developmentGrantType, registerDevelopmentGrant } from './development-grant.ts';
import { type IssuerKeys, signingAlgorithm } from './keys.ts';
import { isLoopback } from './loopback.ts';
import { errorPage, signedOutPage, signOutPage } from './sign-out-pages.ts';

const minute = 60;
const day = 24 * 60 * minute;

/** The one API that tokens are for; clients need not name it. */
export const resourceIdentifier = 'urn:jamaa:api';

const publicClient = (id: string, grants: readonly string[]): ClientMetadata => ({
  client_id: id,
  client_name: id,
  application_type: 'native',
  token_endpoint_auth_method: 'none',
  grant_types: ['authorization_code', 'refresh_token', ...grants],
  response_types: ['code'],
  redirect_uris: ['http://localhost/'],
  post_logout_redirect_uris: ['http://localhost/'],
});

const apiServer = (audience: string): ResourceServer => ({
  scope: '',
  audience,
  accessTokenTTL: 15 * minute,
  accessTokenFormat: 'jwt',
  jwt: { sign: { alg: signingAlgorithm } },
});

/** Gives first-party clients what they ask for, so that nobody is asked for consent. */
const grantEverything = async (ctx: KoaContextWithOIDC) => {
  const { client, session, provider } = ctx.oidc;
  if (!client || !session?.accountId) return undefined;
  const known = session.grantIdFor(client.clientId);
  const existing = known ? await provider.Grant.find(known) : undefined;
  const grant = existing ?? new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addOIDCScope('openid email profile offline_access');
  await grant.save();
  return grant;
};

const configuration = (accounts: Accounts, keys: IssuerKeys, audience: string): Configuration => ({
  clients: [publicClient('portal', []), publicClient('cli', [developmentGrantType])],
  clientDefaults: { id_token_signed_response_alg: signingAlgorithm },
  responseTypes: ['code'],
  clientAuthMethods: ['none'],
  enabledJWA: { idTokenSigningAlgValues: [signingAlgorithm] },
  jwks: { keys: [keys.jwk] },
  cookies: {
    keys: [keys.cookieKey],
    // Cookies do not tell ports apart: names of our own keep away from other servers on this host.
    names: { session: 'issuer_session', interaction: 'issuer_interaction', resume: 'issuer_resume' },
  },
  acrValues: ['simple', 'strong'],
  claims: { ...claimsByScope, iss: null, sid: null },
  scopes: ['openid', 'email', 'profile', 'offline_access'],
  conformIdTokenClaims: false,
  pkce: { required: () => true },
  clientBasedCORS: (_ctx, origin) => isLoopback(origin),
  interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
  loadExistingGrant: grantEverything,
  // Without the grant type a client gets none; the default would also ask for prompt=consent.
  issueRefreshToken: async (_ctx, client) => client.grantTypeAllowed('refresh_token'),
  findAccount: (_ctx, subject) => {
    const account = accounts.findBySubject(subject);
    return account && { accountId: subject, claims: () => identityClaims(account) };
  },
  extraTokenClaims: (_ctx, token) => {
    const account = 'accountId' in token ? accounts.findBySubject(token.accountId) : undefined;
    return account && accessTokenClaims(account);
  },
  features: {
    devInteractions: { enabled: false },
    dPoP: { enabled: false },
    pushedAuthorizationRequests: { enabled: false },
    // The tokens are for the platform's API alone; the ID token carries what userinfo would say.
    userinfo: { enabled: false },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => resourceIdentifier,
      useGrantedResource: () => true,
      getResourceServerInfo: () => apiServer(audience),
    },
    rpInitiatedLogout: { enabled: true, logoutSource: signOutPage, postLogoutSuccessSource: signedOutPage },
  },
  renderError: errorPage,
  ttl: {
    AccessToken: 15 * minute,
    AuthorizationCode: minute,
    Grant: 14 * day,
    IdToken: 15 * minute,
    Interaction: 60 * minute,
    RefreshToken: day,
    Session: day,
  },
});

/**
 * The OpenID Connect provider: public clients `portal` and `cli`, PKCE always, JWT access tokens for `audience`.
 * @param issuer its own URL without a final slash
 */
export const createProvider = (issuer: string, accounts: Accounts, keys: IssuerKeys, audience: string): Provider => {
  const provider = new Provider(issuer, configuration(accounts, keys, audience));
  // Development servers live on changing ports and paths of this machine; nothing else may receive a code.
  provider.Client.prototype.redirectUriAllowed = isLoopback;
  provider.Client.prototype.postLogoutRedirectUriAllowed = isLoopback;
  registerDevelopmentGrant(provider, accounts, resourceIdentifier, apiServer(audience));
  return provider;
};

/** The result of a sign-in as the provider wants it. */
export const signInResult = (account: { account: string; acr: string }) => ({
  login: { accountId: subjectOf(account.account), acr: account.acr, amr: ['demo'], remember: true },
});
