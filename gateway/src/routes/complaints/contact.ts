import { z } from 'zod';
import { route } from '../../http/route.ts';
import { contactStatus, problem, reference } from '../schemas.ts';

const headers = z.object({ 'Tracking-Code': z.string().max(60).optional() });
const digits = z.string().max(20).meta({ description: 'Six digits', example: '123456' });
const denials = {
  403: { description: 'Not the complainant', schema: problem },
  404: { description: 'No such case, or not for this caller, or a wrong tracking code', schema: problem },
};

export const sendContactCode = route({
  method: 'post',
  path: '/v1/complaints/{reference}/contact-confirmation',
  operationId: 'sendContactCode',
  tag: 'complaints',
  summary: 'Have a one-time code sent that confirms the phone or e-mail of the case; it lives ten minutes',
  quota: 'code',
  access: 'public',
  params: z.object({ reference }),
  headers,
  body: z.strictObject({ way: z.enum(['sms', 'email']) }),
  answers: {
    202: {
      description: 'It is on its way',
      schema: z.object({ way: z.enum(['sms', 'email']), expiresAt: z.iso.datetime() }).meta({ id: 'SentCode' }),
    },
    ...denials,
    409: { description: 'It is confirmed already', schema: problem },
    422: { description: 'The case has no such contact', schema: problem },
    429: { description: 'Too soon, or too many; Retry-After says when', schema: problem },
  },
  async handle({ params, body, services, header }) {
    const { expiresAt } = await services.intake.sendContactCode({
      reference: params.reference,
      trackingCode: header('tracking-code'),
      way: body.way,
    });
    return { status: 202, body: { way: body.way, expiresAt: expiresAt?.toISOString() } };
  },
});

export const confirmContact = route({
  method: 'post',
  path: '/v1/complaints/{reference}/contact-confirmation/verify',
  operationId: 'confirmContact',
  tag: 'complaints',
  summary: 'Confirm a contact by the code that came there; five wrong tries kill a code',
  quota: 'code',
  access: 'public',
  params: z.object({ reference }),
  headers,
  body: z.strictObject({ code: digits }),
  answers: {
    200: { description: 'Confirmed', schema: z.object({ contact: contactStatus }).meta({ id: 'ConfirmedContact' }) },
    ...denials,
    422: { description: 'The code is wrong, expired or locked', schema: problem },
  },
  async handle({ params, body, services, header }) {
    const { contact } = await services.intake.confirmContact({
      reference: params.reference,
      trackingCode: header('tracking-code'),
      code: body.code,
    });
    return {
      status: 200,
      body: { contact: { phone: contact?.phone || undefined, email: contact?.email || undefined } },
    };
  },
});

const claim = {
  reference,
  phone: z.string().max(40).optional().meta({ description: 'Either this or `email`, as given with the case' }),
  email: z.string().max(320).optional(),
};

export const requestTrackingRecovery = route({
  method: 'post',
  path: '/v1/tracking-code-recovery',
  operationId: 'requestTrackingRecovery',
  tag: 'complaints',
  summary:
    'A lost tracking code: a one-time code goes to the contact, if it is the one of the case. The answer is always the same.',
  quota: 'code',
  access: 'public',
  body: z.strictObject(claim),
  answers: {
    202: {
      description: 'Whether anything was sent is not told',
      schema: z.object({}).meta({ id: 'RecoveryRequested' }),
    },
    422: { description: 'A field has the wrong form', schema: problem },
  },
  async handle({ body, services }) {
    const { reference: ref, phone = '', email = '' } = body;
    await services.intake.requestTrackingRecovery({ reference: ref, phone, email });
    return { status: 202, body: {} };
  },
});

export const recoverTrackingCode = route({
  method: 'post',
  path: '/v1/tracking-code-recovery/verify',
  operationId: 'recoverTrackingCode',
  tag: 'complaints',
  summary: 'A new tracking code for the one-time code; the old one dies',
  quota: 'code',
  access: 'public',
  body: z.strictObject({ ...claim, code: digits }),
  answers: {
    200: {
      description: 'Told once',
      schema: z.object({ reference, trackingCode: z.string() }).meta({ id: 'RecoveredTrackingCode' }),
    },
    422: { description: 'Wrong, expired or used, or the case and the contact do not belong together', schema: problem },
  },
  async handle({ body, services }) {
    const { reference: ref, phone = '', email = '', code } = body;
    const recovered = await services.intake.recoverTrackingCode({ reference: ref, phone, email, code });
    return { status: 200, body: { reference: recovered.reference, trackingCode: recovered.trackingCode } };
  },
});
