import { assetHeaders, findAsset, pageHeaders } from '@jamaa/dev-issuer/page';
import { Router } from 'express';
import { framedHtml, framedHtmlHeaders } from '../pages/framed-html.ts';
import { inboxPage } from '../pages/inbox-page.ts';
import { messagePage, missingPage } from '../pages/message-page.ts';
import { stylesheets } from '../pages/page-tool.ts';
import type { MessageStore } from '../store/store.ts';
import { searchSchema } from './message-routes.ts';

/** The pages for people, and the files they need. */
export const createPageRoutes = (store: MessageStore): Router => {
  const router = Router();

  router.get('/', (request, response) => {
    // A form sends its empty fields too, and whoever mistypes an address in the URL wants the inbox, not an error.
    const given = Object.entries(request.query).filter(([, value]) => value !== '');
    const search = searchSchema.safeParse(Object.fromEntries(given)).data ?? searchSchema.parse({});
    response
      .set(pageHeaders)
      .type('html')
      .send(inboxPage(search, store.search(search)));
  });

  router.get('/view/:id', (request, response) => {
    const message = store.find(request.params.id);
    response
      .status(message ? 200 : 404)
      .set(pageHeaders)
      .type('html')
      .send(message ? messagePage(message) : missingPage());
  });

  router.get('/view/:id/html', (request, response) => {
    const message = store.find(request.params.id);
    const html = message?.channel === 'email' ? message.html : undefined;
    if (message?.channel !== 'email' || html === undefined) {
      response.status(404).set(pageHeaders).type('html').send(missingPage());
      return;
    }
    const read = (index: number) => store.readAttachment(message, index);
    response
      .set(framedHtmlHeaders)
      .type('html')
      .send(framedHtml(html, message.attachments, read));
  });

  router.get('/assets/:file', (request, response, next) => {
    const asset = findAsset(request.originalUrl, stylesheets);
    if (!asset) return next();
    response.set(assetHeaders).type(asset.type).send(asset.body);
  });
  return router;
};
