import { createDouble, type Express, page, problem, read } from '@jamaa/dev-double';
import { z } from 'zod';
import { envelopesPage } from './page.ts';
import { announcedSchema, type PostStore } from './store.ts';

const statusSchema = z.strictObject({ status: z.string().min(1).max(60) });
const querySchema = z.strictObject({
  since: z
    .string()
    .regex(/^\d{0,9}$/)
    .default(''),
  limit: z.coerce.number().int().min(1).max(200).default(100),
});

/** The post's API for the platform, a page for people, and ways to move envelopes and make failures. */
export function createApp(store: PostStore, key: string): Express {
  return createDouble('dev-post', key, (app) => {
    app.post('/api/envelopes', (request, response) => {
      const given = read(announcedSchema, request.body, response);
      if (given === undefined) return;
      response.status(201).json({ trackingNumber: store.announce(given).trackingNumber });
    });
    app.get('/api/news', (request, response) => {
      const query = read(querySchema, request.query, response);
      if (query === undefined) return;
      response.json(store.since(Number(query.since), query.limit));
    });

    app.get('/envelopes', (_request, response) => void response.json({ envelopes: store.all() }));
    app.post('/envelopes/:trackingNumber/status', (request, response) => {
      const found = store.find(request.params.trackingNumber);
      if (found === undefined) return problem(response, 404, 'trackingNumber: no such envelope');
      const told = read(statusSchema, request.body, response);
      if (told === undefined) return;
      store.tell(found, told.status);
      if (request.is('application/x-www-form-urlencoded') !== false) response.redirect(303, '/');
      else response.status(204).end();
    });
    app.get('/', (_request, response) => page(response, envelopesPage(store.all())));
  });
}
