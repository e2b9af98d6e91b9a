import type { Account } from './accounts.ts';
import { french, type Html, html, layout } from './page/index.ts';
import { pageTool } from './page-tool.ts';

const description = (value: Account['description']): Html | false => {
  if (value === undefined) return false;
  if (typeof value === 'string') return html`<span class="note" dir="auto">${value}</span>`;
  return html`<span class="note">${value.ar} ${french(value.fr)}</span>`;
};

const strongBadge = html`<span class="badge">دخول قوي ${french('Authentification forte')}</span>`;

const choice = (account: Account): Html => html`<li>
<button class="card choice" type="submit" name="account" value="${account.account}">
<span class="avatar" aria-hidden="true">${[...account.name.ar][0]}</span>
<span class="choice-text">
<span class="choice-name">${account.name.ar} ${french(account.name.fr)}</span>
${description(account.description)}
<span class="address" lang="en" dir="ltr">${account.email}</span>
</span>
${account.acr === 'strong' && strongBadge}
</button>
</li>`;

/**
 * The sign-in page: one button for each account, no password.
 * @param client the client that asked, shown so that one knows where the sign-in leads
 */
export const signInPage = (uid: string, client: string, accounts: readonly Account[]): string =>
  layout(
    pageTool,
    { ar: 'اختر حسابا', fr: 'Choisissez un compte' },
    html`<p class="lead">حسابات تجريبية بلا كلمة سر، للدخول إلى <code>${client}</code>.
${french('Comptes de démonstration, sans mot de passe.')}</p>
<form method="post" action="/interaction/${uid}">
<ul class="choices" role="list">${accounts.map(choice)}</ul>
<p class="actions"><button class="button quiet" type="submit" name="cancel" value="yes">إلغاء ${french('Annuler')}</button></p>
</form>`,
  );
