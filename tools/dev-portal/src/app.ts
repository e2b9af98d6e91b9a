import { createDouble, type Express, page, problem, read } from '@jamaa/dev-double';
import { z } from 'zod';
import { casesPage } from './page.ts';
import { type CaseStore, newCaseSchema, statusSchema } from './store.ts';

const querySchema = z.strictObject({
  since: z
    .string()
    .regex(/^\d{0,9}$/)
    .default(''),
  limit: z.coerce.number().int().min(1).max(200).default(100),
});

/** The portal's API for the connector, a page for people, and ways to make cases and failures. */
export function createApp(store: CaseStore, key: string): Express {
  return createDouble('dev-portal', key, (app) => {
    app.get('/api/cases', (request, response) => {
      const query = read(querySchema, request.query, response);
      if (query === undefined) return;
      const page = store.since(Number(query.since), query.limit);
      response.json({ ...page, cases: page.cases.map(({ statuses: _statuses, change: _change, ...told }) => told) });
    });
    app.put('/api/cases/:number/status', (request, response) => {
      const found = store.find(request.params.number);
      if (found === undefined) return problem(response, 404, 'number: no such case');
      const status = read(statusSchema, request.body, response);
      if (status === undefined) return;
      store.report(found, status);
      response.status(204).end();
    });

    app.get('/cases', (_request, response) => void response.json({ cases: store.all() }));
    app.post('/cases', (request, response) => {
      const form = request.is('application/x-www-form-urlencoded') !== false;
      const given = read(newCaseSchema, form ? { description: request.body?.description } : request.body, response);
      if (given === undefined) return;
      const made = store.make(given);
      if (form) response.redirect(303, '/');
      else response.status(201).json(made);
    });
    app.post('/cases/:number/withdraw', (request, response) => {
      const found = store.find(request.params.number);
      if (found === undefined) return problem(response, 404, 'number: no such case');
      store.withdraw(found);
      response.status(204).end();
    });
    app.get('/', (_request, response) => page(response, casesPage(store.all())));
  });
}
