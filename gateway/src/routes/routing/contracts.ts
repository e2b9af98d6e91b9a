import { AddContractRequest } from '@jamaa/proto/routing/v1/routing';
import { z } from 'zod';
import { versionOf } from '../../http/etag.ts';
import { route } from '../../http/route.ts';
import { problem } from '../schemas.ts';
import { draftAnswers, ifMatch, ruleSetAnswer } from './rule-set.ts';

const day = z.string().max(10).meta({ example: '2027-01-01' });
const fields = {
  number: z.string().min(1).max(60).meta({ description: 'Number of the contract' }),
  operator: z.string().max(60).meta({ description: 'Organisation id of the operator or company' }),
  unit: z.string().max(60).optional(),
  categories: z.array(z.string().max(8)).min(1).max(60),
  territories: z.array(z.string().max(20)).min(1).max(200),
  validFrom: day.meta({ description: 'First local day' }),
  validTo: day.optional().meta({ description: 'First local day after it: the commune answers again' }),
};

export const addContract = route({
  method: 'post',
  path: '/v1/routing/contracts',
  operationId: 'addContract',
  tag: 'routing',
  summary: 'Put a contract into a draft of the rules, or replace the one of its number there',
  quota: 'write',
  access: 'signed-in',
  body: z.strictObject({ ruleSet: z.string().max(60), ...fields }).meta({ id: 'NewContract' }),
  headers: ifMatch,
  answers: draftAnswers,
  async handle({ body, services, header }) {
    const { ruleSet, ...contract } = body;
    const expectedVersion = versionOf(header('if-match'));
    const request = AddContractRequest.fromPartial({ ruleSet, expectedVersion, contract });
    return ruleSetAnswer((await services.routing.addContract(request)).ruleSet);
  },
});

export const listContracts = route({
  method: 'get',
  path: '/v1/routing/contracts',
  operationId: 'listContracts',
  tag: 'routing',
  summary: 'Contracts of the rules in force, or of a draft',
  quota: 'read',
  access: 'signed-in',
  query: z.strictObject({ ruleSet: z.string().max(60).optional() }),
  answers: {
    200: {
      description: 'The contracts',
      schema: z.object({
        contracts: z.array(
          z.object({ ...fields, state: z.enum(['coming', 'in-force', 'ended']) }).meta({ id: 'Contract' }),
        ),
      }),
    },
    403: { description: 'Not an administrator', schema: problem },
    404: { description: 'No such draft', schema: problem },
  },
  async handle({ query, services }) {
    const { contracts } = await services.routing.listContracts({ ruleSet: query.ruleSet ?? '' });
    return {
      status: 200,
      body: { contracts: contracts.map((one) => ({ ...one, validTo: one.validTo || undefined })) },
    };
  },
});
