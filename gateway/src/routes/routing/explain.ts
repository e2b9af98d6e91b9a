import { z } from 'zod';
import { route } from '../../http/route.ts';
import { problem, reference } from '../schemas.ts';
import { outcomeBody } from './rule.ts';

export const getRouting = route({
  method: 'get',
  path: '/v1/complaints/{reference}/routing',
  operationId: 'getRouting',
  tag: 'routing',
  summary: 'Why routing gave a case to whom it did, step by step; for staff who may see the case',
  quota: 'read',
  access: 'signed-in',
  params: z.object({ reference }),
  answers: {
    200: {
      description: 'The last decision of routing about the case',
      schema: z
        .object({
          outcome: z.enum(['assigned', 'qualification']),
          organisation: z.string(),
          unit: z.string().optional(),
          consulted: z.array(z.string()),
          ruleId: z.string().optional(),
          ruleSetVersion: z.int(),
          complaintVersion: z.int(),
          decidedAt: z.iso.datetime().optional(),
          trace: z.array(
            z.object({ ruleId: z.string(), matched: z.boolean(), text: z.object({ ar: z.string(), fr: z.string() }) }),
          ),
        })
        .meta({ id: 'RoutingTrace' }),
    },
    403: { description: 'For staff only', schema: problem },
    404: { description: 'No such case, or not for this caller, or not decided yet', schema: problem },
  },
  async handle({ params, services }) {
    // Intake decides whether this caller may see the case at all.
    const { complaint } = await services.intake.get({ reference: params.reference, trackingCode: '' });
    const complaintId = complaint?.snapshot?.id ?? '';
    const told = await services.routing.explain({ complaintId, reference: '' });
    const { decision } = told;
    if (decision === undefined) throw new Error('routing explained no decision');
    return {
      status: 200,
      body: {
        outcome: outcomeBody(decision.outcome),
        organisation: decision.organisation,
        unit: decision.unit || undefined,
        consulted: decision.consulted,
        ruleId: decision.ruleId || undefined,
        ruleSetVersion: told.ruleSetVersion,
        complaintVersion: told.complaintVersion,
        decidedAt: told.decidedAt?.toISOString(),
        trace: decision.trace.map(({ ruleId, matched, ar, fr }) => ({ ruleId, matched, text: { ar, fr } })),
      },
    };
  },
});
