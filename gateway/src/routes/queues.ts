import { z } from 'zod';
import { route } from '../http/route.ts';
import { localizedText } from './schemas.ts';

const MOST = 100;

/** What sla has escalated to the caller: its entries stand beside intake's queues. */
const escalated = { ar: 'ملفات مرفوعة إلي', fr: 'Escaladés vers moi' };

export const listQueues = route({
  method: 'get',
  path: '/v1/queues',
  operationId: 'listQueues',
  tag: 'complaints',
  summary: 'The queues of the signed-in person: whose turn it is, with counts up to a hundred; a citizen has none',
  quota: 'read',
  access: 'signed-in',
  answers: {
    200: {
      description: 'Each with the address of its list',
      schema: z.object({
        queues: z.array(
          z.object({
            id: z.string(),
            kind: z.string(),
            name: localizedText,
            organisation: z.string().optional(),
            unit: z.string().optional(),
            count: z.int().meta({ description: 'At most 100' }),
            more: z.boolean().meta({ description: 'Whether there are more than count' }),
            href: z.string(),
          }),
        ),
      }),
    },
  },
  async handle({ services }) {
    const { queues } = await services.intake.listQueues({});
    // Nobody without a queue here is in the line of supervision.
    if (queues.length === 0) return { status: 200, body: { queues: [] } };
    const raised = await services.sla.listEscalations({ cursor: '', limit: MOST, all: false });
    const own = queues.map((one) => ({
      id: one.id,
      kind: one.kind,
      name: { ar: one.name?.ar ?? '', fr: one.name?.fr ?? '' },
      organisation: one.organisation === '' ? undefined : one.organisation,
      unit: one.unit === '' ? undefined : one.unit,
      count: one.count,
      more: one.more,
      href: `/v1/complaints?queue=${encodeURIComponent(one.id)}`,
    }));
    const toMe = { count: raised.escalations.length, more: raised.nextCursor !== '', href: '/v1/escalations' };
    return {
      status: 200,
      body: { queues: [...own, { id: 'escalated', kind: 'escalated', name: escalated, ...toMe }] },
    };
  },
});
