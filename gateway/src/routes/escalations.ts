import type { Clock } from '@jamaa/proto/sla/v1/sla';
import { z } from 'zod';
import { route } from '../http/route.ts';
import { localizedText, problem, reference } from './schemas.ts';

const clock = z
  .object({
    kind: z.enum(['legal', 'acknowledgement', 'internal']),
    state: z.string(),
    dueAt: z.iso.datetime().optional(),
    breachedAt: z.iso.datetime().optional(),
    explanation: localizedText.optional(),
    level: z.string().optional(),
    startedAt: z.iso.datetime().optional(),
    policy: z.object({ id: z.string(), source: z.string(), amount: z.int(), unit: z.string() }).optional(),
    warnings: z.array(z.object({ rules: z.array(z.string()), at: z.iso.datetime(), passed: z.boolean() })),
    pauses: z.array(z.object({ from: z.iso.datetime(), to: z.iso.datetime().optional() })),
    uncounted: z
      .array(
        z.object({
          from: z.string().optional(),
          to: z.string().optional(),
          days: z.int(),
          why: z.enum(['holiday', 'weekend', 'pause']),
          name: localizedText.optional(),
        }),
      )
      .meta({ description: 'Days of the delay’s unit that were left out' }),
  })
  .meta({ id: 'DeadlineClock' });

const clockBody = (one: Clock) => ({
  kind: one.kind,
  state: one.state,
  dueAt: one.dueAt?.toISOString(),
  breachedAt: one.breachedAt?.toISOString(),
  explanation: one.explanation === undefined ? undefined : { ar: one.explanation.ar, fr: one.explanation.fr },
  level: one.level === '' ? undefined : one.level,
  startedAt: one.startedAt?.toISOString(),
  policy: one.delay && { id: one.policy, source: one.source, amount: one.delay.amount, unit: one.delay.unit },
  warnings: one.warnings.map(({ rules, at, passed }) => ({ rules, at: at?.toISOString(), passed })),
  pauses: one.pauses.map(({ from, to }) => ({ from: from?.toISOString(), to: to?.toISOString() })),
  uncounted: one.uncounted.map(({ from, to, days, why, name }) => ({
    ...{ from: from || undefined, to: to || undefined, days, why },
    name: name && { ar: name.ar, fr: name.fr },
  })),
});

export const getClocks = route({
  method: 'get',
  path: '/v1/complaints/{reference}/clocks',
  operationId: 'getClocks',
  tag: 'deadlines',
  summary: 'The deadlines of a case, each explained in words',
  quota: 'read',
  access: 'signed-in',
  params: z.object({ reference }),
  answers: {
    200: { description: 'Legal, acknowledgement and internal clocks', schema: z.object({ clocks: z.array(clock) }) },
    404: { description: 'No such case, or not for this caller', schema: problem },
  },
  async handle({ params, services }) {
    // Intake decides whether this caller may see the case at all.
    const { complaint } = await services.intake.get({ reference: params.reference, trackingCode: '' });
    const { clocks } = await services.sla.getClocks({ complaintId: complaint?.snapshot?.id ?? '', reference: '' });
    return { status: 200, body: { clocks: clocks.map(clockBody) } };
  },
});

export const listEscalations = route({
  method: 'get',
  path: '/v1/escalations',
  operationId: 'listEscalations',
  tag: 'deadlines',
  summary: 'What was escalated to the signed-in person and is still open',
  quota: 'read',
  access: 'signed-in',
  query: z.strictObject({
    cursor: z.string().max(300).optional(),
    limit: z.coerce.number().int().min(1).max(200).optional(),
    all: z.enum(['true', 'false']).optional(),
  }),
  answers: {
    200: {
      description: 'A page',
      schema: z.object({
        escalations: z.array(
          z.object({
            id: z.string(),
            reference,
            clock: z.string(),
            level: z.string(),
            organisation: z.string(),
            raisedAt: z.iso.datetime(),
            dueAt: z.iso.datetime().optional(),
            closedAt: z.iso.datetime().optional(),
          }),
        ),
        nextCursor: z.string().optional(),
      }),
    },
  },
  async handle({ query, services }) {
    const page = await services.sla.listEscalations({
      cursor: query.cursor ?? '',
      limit: query.limit ?? 50,
      all: query.all === 'true',
    });
    return {
      status: 200,
      body: {
        escalations: page.escalations.map((one) => ({
          id: one.id,
          reference: one.reference,
          clock: one.clock,
          level: one.level,
          organisation: one.organisation,
          raisedAt: one.raisedAt?.toISOString() ?? '',
          dueAt: one.dueAt?.toISOString(),
          closedAt: one.closedAt?.toISOString(),
        })),
        nextCursor: page.nextCursor === '' ? undefined : page.nextCursor,
      },
    };
  },
});
