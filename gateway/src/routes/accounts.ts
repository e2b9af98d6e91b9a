import { z } from 'zod';
import { route } from '../http/route.ts';
import { problem } from './schemas.ts';

const grant = z.object({ role: z.string(), organisation: z.string(), unit: z.string().optional(), scope: z.string() });

export const whoAmI = route({
  method: 'get',
  path: '/v1/me',
  operationId: 'whoAmI',
  tag: 'accounts',
  summary: 'Who the platform takes the caller for, and the roles held now',
  quota: 'read',
  access: 'signed-in',
  answers: {
    200: {
      description: 'The account; a citizen has no roles',
      schema: z.object({
        subject: z.string(),
        account: z.string().optional(),
        name: z.string().optional(),
        grants: z.array(grant),
      }),
    },
  },
  async handle({ caller, services }) {
    if (caller.kind !== 'account') throw new Error('signed-in routes have an account');
    const found = await services.directory.resolveAccount({ email: caller.email ?? '', subject: '' });
    return {
      status: 200,
      body: {
        subject: caller.subject,
        account: found.account?.id,
        name: found.displayName === '' ? undefined : found.displayName,
        grants: (found.account?.grants ?? []).map((one) => ({
          role: one.role,
          organisation: one.organisation,
          unit: one.unit === '' ? undefined : one.unit,
          scope: one.scope,
        })),
      },
    };
  },
});

export const importAccounts = route({
  method: 'post',
  path: '/v1/accounts/import',
  operationId: 'importAccounts',
  tag: 'accounts',
  summary: 'Accounts in bulk from CSV: email,name,organisation,unit,role,scope,language; a report line for line',
  quota: 'write',
  access: 'signed-in',
  rawBody: { types: ['text/csv'], limit: 6 * 1024 ** 2 },
  query: z.strictObject({ dryRun: z.enum(['true', 'false']).optional() }),
  answers: {
    200: {
      description: 'What became of each line',
      schema: z.object({
        created: z.int(),
        changed: z.int(),
        unchanged: z.int(),
        refused: z.int(),
        lines: z.array(
          z.object({
            line: z.int(),
            outcome: z.string(),
            account: z.string().optional(),
            problems: z.array(z.string()),
          }),
        ),
      }),
    },
    403: { description: 'Only administrators, within their scope', schema: problem },
    413: { description: 'More than 5 MB', schema: problem },
  },
  async handle({ body, query, services }) {
    const csv = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
    const report = await services.directory.importAccounts({ csv, dryRun: query.dryRun === 'true' });
    const { created, changed, unchanged, refused } = report;
    const lines = report.lines.map((one) => ({
      line: one.line,
      outcome: one.outcome,
      account: one.accountId === '' ? undefined : one.accountId,
      problems: one.problems,
    }));
    return { status: 200, body: { created, changed, unchanged, refused, lines } };
  },
});

export const revokeAccount = route({
  method: 'post',
  path: '/v1/accounts/{id}/revoke',
  operationId: 'revokeAccount',
  tag: 'accounts',
  summary: 'Take all rights from an account; it holds everywhere within seconds',
  quota: 'write',
  access: 'signed-in',
  params: z.object({ id: z.string().max(60) }),
  body: z.strictObject({ reason: z.string().min(1).max(500) }),
  answers: {
    200: { description: 'Revoked', schema: z.object({ account: z.string(), active: z.boolean() }) },
    403: { description: 'Only administrators, within their scope', schema: problem },
    404: { description: 'No such account', schema: problem },
  },
  async handle({ params, body, services }) {
    const { account } = await services.directory.revokeAccount({ accountId: params.id, reason: body.reason });
    return { status: 200, body: { account: account?.id ?? params.id, active: account?.active ?? false } };
  },
});
