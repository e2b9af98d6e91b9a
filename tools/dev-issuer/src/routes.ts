import type { IncomingMessage } from 'node:http';
import type Provider from 'oidc-provider';
import { errors, type Interaction, type KoaContextWithOIDC } from 'oidc-provider';
import type { Accounts } from './accounts.ts';
import { assetHeaders, findAsset, pageHeaders } from './page/index.ts';
import { stylesheets } from './page-tool.ts';
import { signInResult } from './provider.ts';
import { signInPage } from './sign-in-page.ts';
import { errorPage } from './sign-out-pages.ts';

type Context = Pick<
  KoaContextWithOIDC,
  'method' | 'path' | 'req' | 'res' | 'set' | 'type' | 'body' | 'status' | 'redirect'
>;

const formLimit = 8_192;

const readForm = async (request: IncomingMessage): Promise<URLSearchParams> => {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) {
    text += chunk;
    if (text.length > formLimit) throw new errors.InvalidRequest('the form is too large', 413);
  }
  return new URLSearchParams(text);
};

const answerOf = async (accounts: Accounts, interaction: Interaction, request: IncomingMessage) => {
  if (interaction.prompt.name !== 'login') return { consent: {} };
  const form = await readForm(request);
  if (form.has('cancel')) return { error: 'access_denied', error_description: 'the sign-in was cancelled' };
  const account = accounts.find(form.get('account') ?? '');
  if (!account) throw new errors.CustomOIDCProviderError('invalid_request', 'account: is not one of the accounts');
  return signInResult(account);
};

const interact = async (provider: Provider, accounts: Accounts, ctx: Context): Promise<void> => {
  try {
    const interaction = await provider.interactionDetails(ctx.req, ctx.res);
    // First-party clients never wait for consent, not even when they ask for the prompt.
    if (ctx.method === 'POST' || interaction.prompt.name === 'consent') {
      const answer = await answerOf(accounts, interaction, ctx.req);
      ctx.redirect(await provider.interactionResult(ctx.req, ctx.res, answer));
      ctx.status = 303;
      return;
    }
    ctx.set(pageHeaders);
    ctx.type = 'html';
    ctx.body = signInPage(interaction.uid, String(interaction.params.client_id), accounts.list());
  } catch (error) {
    if (!(error instanceof errors.OIDCProviderError)) throw error;
    errorPage(ctx, error);
    ctx.status = error.statusCode;
  }
};

/** The routes beside the provider's own: health, the list of accounts, the sign-in page and its assets. */
export const addRoutes = (provider: Provider, accounts: Accounts): void => {
  provider.use(async (ctx, next) => {
    const asset = ctx.method === 'GET' ? findAsset(ctx.path, stylesheets) : undefined;
    if (asset) {
      ctx.set(assetHeaders);
      ctx.type = asset.type;
      ctx.body = asset.body;
    } else if (ctx.method === 'GET' && ctx.path === '/healthz') {
      ctx.body = { status: 'ok' };
    } else if (ctx.method === 'GET' && ctx.path === '/accounts') {
      ctx.body = accounts.list();
    } else if (/^\/interaction\/[\w-]+$/.test(ctx.path) && (ctx.method === 'GET' || ctx.method === 'POST')) {
      await interact(provider, accounts, ctx);
    } else {
      await next();
    }
  });
};
