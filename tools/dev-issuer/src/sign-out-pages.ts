import type { KoaContextWithOIDC } from 'oidc-provider';
import { type Bilingual, french, type Html, html, layout, pageHeaders, trusted } from './page/index.ts';
import { pageTool } from './page-tool.ts';

const show = (ctx: Pick<KoaContextWithOIDC, 'set' | 'type' | 'body'>, title: Bilingual, body: Html): void => {
  ctx.set(pageHeaders);
  ctx.type = 'html';
  ctx.body = layout(pageTool, title, body);
};

/** Asks whether to sign out; `form` is the provider's own, with its protection against forged requests. */
export const signOutPage = (ctx: KoaContextWithOIDC, form: string): void =>
  show(
    ctx,
    { ar: 'هل تريد تسجيل الخروج؟', fr: 'Se déconnecter ?' },
    html`${trusted(form)}
<p class="actions">
<button class="button" type="submit" form="op.logoutForm" name="logout" value="yes">تسجيل الخروج ${french('Se déconnecter')}</button>
<button class="button quiet" type="submit" form="op.logoutForm">البقاء متصلا ${french('Rester connecté')}</button>
</p>`,
  );

/** Shown after signing out when the client named no page to go back to. */
export const signedOutPage = (ctx: KoaContextWithOIDC): void =>
  show(
    ctx,
    { ar: 'تم تسجيل الخروج', fr: 'Vous êtes déconnecté' },
    html`<p>يمكنك إغلاق هذه الصفحة. ${french('Vous pouvez fermer cette page.')}</p>`,
  );

/** An error that cannot be sent back to a client; `error` and its description are those of OAuth 2.0. */
export const errorPage = (
  ctx: Pick<KoaContextWithOIDC, 'set' | 'type' | 'body'>,
  out: { error: string; error_description?: string | undefined },
): void =>
  show(
    ctx,
    { ar: 'تعذر إتمام الطلب', fr: 'La demande n’a pas abouti' },
    html`<p>ارجع إلى التطبيق وأعد المحاولة. ${french('Revenez à l’application et réessayez.')}</p>
<dl class="facts" lang="en" dir="ltr"><dt>error</dt><dd><code>${out.error}</code></dd>
${out.error_description !== undefined && html`<dt>description</dt><dd>${out.error_description}</dd>`}</dl>`,
  );
