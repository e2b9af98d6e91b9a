import type { ExportedCase } from '@jamaa/proto/intake/v1/intake';
import { z } from 'zod';
import type { Services } from '../clients/services.ts';
import { route } from '../http/route.ts';
import { complaintBody } from './complaints/complaint-body.ts';
import { complaint, problem, reference } from './schemas.ts';

const exported = z
  .object({
    complaint,
    contactSeen: z
      .array(
        z.object({
          at: z.iso.datetime(),
          organisation: z.string(),
          unit: z.string(),
          reason: z.string(),
          text: z.string().optional(),
        }),
      )
      .meta({ description: 'When, by which office and why contact data was looked at' }),
    messages: z
      .array(
        z.object({
          template: z.string(),
          channel: z.string().optional(),
          language: z.string().optional(),
          state: z.string(),
          createdAt: z.iso.datetime().optional(),
          sentAt: z.iso.datetime().optional(),
        }),
      )
      .optional()
      .meta({ description: 'Messages made for the person; not told to who has the tracking code only' }),
  })
  .meta({ id: 'ExportedCase' });

const page = z
  .object({ version: z.literal(1), cases: z.array(exported), nextCursor: z.string().optional() })
  .meta({ id: 'DataExport', description: 'What is held about a person (law 09-08), without notes of the staff' });

async function caseBody(one: ExportedCase, services: Services, signedIn: boolean) {
  if (one.complaint === undefined) throw new Error('intake answered no complaint');
  const { snapshot } = one.complaint;
  const log = signedIn ? await services.notifications.listDeliveries({ complaintId: snapshot?.id ?? '' }) : undefined;
  return {
    complaint: complaintBody(one.complaint),
    contactSeen: one.looks.map(({ at, organisation, unit, reasonCode, reason }) => ({
      at: at?.toISOString() ?? '',
      organisation,
      unit,
      reason: reasonCode,
      text: reason === '' ? undefined : reason,
    })),
    messages: log?.deliveries
      .filter(({ recipient }) => recipient === 'complainant')
      .map(({ template, channel, language, state, createdAt, sentAt }) => ({
        template,
        channel: channel === '' ? undefined : channel,
        language: language === '' ? undefined : language,
        state,
        createdAt: createdAt?.toISOString(),
        sentAt: sentAt?.toISOString(),
      })),
  };
}

export const exportMine = route({
  method: 'post',
  path: '/v1/me/data-export',
  operationId: 'exportMyData',
  tag: 'privacy',
  summary: 'Everything held about the signed-in person: the cases they filed, page by page; each export goes on record',
  quota: 'write',
  access: 'signed-in',
  body: z.strictObject({ cursor: z.string().max(300).optional() }),
  answers: {
    200: { description: 'A page of 20 cases', schema: page },
    422: { description: 'The cursor is wrong', schema: problem },
  },
  async handle({ body, services }) {
    const request = { reference: '', trackingCode: '', cursor: body.cursor ?? '', identityChecked: false };
    const { cases, nextCursor } = await services.intake.exportData(request);
    const bodies: unknown[] = [];
    for (const one of cases) bodies.push(await caseBody(one, services, true));
    return {
      status: 200,
      body: { version: 1, cases: bodies, nextCursor: nextCursor === '' ? undefined : nextCursor },
    };
  },
});

export const exportCase = route({
  method: 'post',
  path: '/v1/complaints/{reference}/data-export',
  operationId: 'exportCaseData',
  tag: 'privacy',
  summary:
    'The same of one case: signed in, by tracking code (contacts stay masked), or at a desk that has checked the identity',
  quota: 'write',
  access: 'public',
  params: z.object({ reference }),
  headers: z.object({ 'Tracking-Code': z.string().max(60).optional() }),
  body: z.strictObject({
    identityChecked: z
      .boolean()
      .optional()
      .meta({ description: 'Desk clerks: the person’s identity has been checked' }),
  }),
  answers: {
    200: { description: 'The case', schema: page },
    403: { description: 'Staff other than a desk clerk who has checked the identity', schema: problem },
    404: { description: 'No such case, or not for this caller, or a wrong tracking code', schema: problem },
  },
  async handle({ params, body, caller, services, header }) {
    const { cases } = await services.intake.exportData({
      reference: params.reference,
      trackingCode: header('tracking-code'),
      cursor: '',
      identityChecked: body.identityChecked ?? false,
    });
    const signedIn = caller.kind === 'account';
    return {
      status: 200,
      body: { version: 1, cases: await Promise.all(cases.map((one) => caseBody(one, services, signedIn))) },
    };
  },
});
