import { route } from '../http/route.ts';
import { deletionAnswers, deletionBody, deletionQuery } from './deletion-rows.ts';

export const deletionRegister = route({
  method: 'get',
  path: '/v1/deletion-register',
  operationId: 'deletionRegister',
  tag: 'privacy',
  summary: 'What personal data was erased, when and by which rule, oldest first; for auditors and administrators',
  quota: 'read',
  access: 'signed-in',
  query: deletionQuery,
  answers: deletionAnswers,
  async handle({ query, services }) {
    const request = { after: BigInt(query.after ?? 0), limit: query.limit ?? 0 };
    return { status: 200, body: deletionBody(await services.intake.listErasures(request)) };
  },
});
