import type Provider from 'oidc-provider';
import { errors, type ResourceServer } from 'oidc-provider';
import { type Accounts, subjectOf } from './accounts.ts';

/** The extension grant (RFC 6749, 4.5) by which scripts get a token with one request. */
export const developmentGrantType = 'urn:jamaa:grant:development';

/**
 * Adds the development grant: parameter `account`, answer an access token for the platform's API.
 * An account that does not exist answers 400 `invalid_grant`, a missing one 400 `invalid_request`.
 */
export const registerDevelopmentGrant = (
  provider: Provider,
  accounts: Accounts,
  identifier: string,
  resourceServer: ResourceServer,
): void => {
  provider.registerGrantType<{ account?: string }>(
    developmentGrantType,
    async (ctx) => {
      const name = ctx.oidc.params.account;
      if (!name) throw new errors.InvalidRequest('account: is required');
      const account = accounts.find(name);
      if (!account) throw new errors.CustomOIDCProviderError('invalid_grant', 'account: is not one of the accounts');
      const token = new provider.AccessToken({
        accountId: subjectOf(account.account),
        client: ctx.oidc.client,
        // Names no stored grant: scripts may ask for thousands of tokens, and nothing of these needs keeping.
        grantId: 'development',
        gty: 'development',
        resourceServer: new provider.ResourceServer(identifier, resourceServer),
      });
      const value = await token.save();
      ctx.body = { access_token: value, expires_in: token.expiration, token_type: token.tokenType };
    },
    'account',
  );
};
