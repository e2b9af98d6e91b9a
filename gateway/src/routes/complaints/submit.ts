import { toProtoEnum } from '@jamaa/kit';
import { SubmitRequest } from '@jamaa/proto/intake/v1/intake';
import { kinds } from '@jamaa/proto/vocabulary';
import { z } from 'zod';
import { route } from '../../http/route.ts';
import { attachmentClaims, depositForms, manners, problem } from '../schemas.ts';
import { complaintBody } from './complaint-body.ts';
import { complainantShape, createdComplaint, pointShape } from './deposit-shapes.ts';

const text = (max: number) => z.string().max(max);

const body = z
  .strictObject({
    kind: z.enum(kinds).meta({ description: 'شكاية، ملاحظة، اقتراح' }),
    category: z.string().max(8).meta({ description: 'Code of GET /v1/categories', example: 'ECL' }),
    language: z.enum(['ar', 'fr', 'zgh']).default('ar'),
    description: text(10_000).meta({ example: 'مصباح الإنارة العمومية معطل أمام المدرسة منذ أسبوع' }),
    location: pointShape.optional().meta({ description: 'WGS 84 degrees; either this or `commune`' }),
    commune: text(20).optional().meta({ example: '03.451.01.09' }),
    address: text(300)
      .optional()
      .meta({ description: 'The place in words: street, number, landmark', example: 'شارع الحسن الثاني، رقم 12' }),
    addressee: text(60).optional().meta({ description: 'Organisation the complaint is addressed to, if any' }),
    complainant: complainantShape.optional(),
    channel: z.enum(['web', 'mobile', 'desk', 'call-centre']).default('web'),
    origin: z
      .strictObject({ source: text(40), number: text(60).optional(), delayDays: z.int().min(0).max(365).optional() })
      .optional(),
    urgent: z.boolean().default(false),
    aimedAt: z.enum(['agent', 'head-of-service', 'elected-official']).optional().meta({
      description:
        'Category ACC only: whose conduct it is about. A case about a head of service or an elected official is confidential and bypasses the body.',
    }),
    onBehalfOf: z
      .boolean()
      .default(false)
      .meta({ description: 'Call centre only: the caller speaks for the complainant, whose own phone is given' }),
    callerRelation: text(40).optional().meta({
      description: 'With `onBehalfOf`: spouse, parent, child, sibling, relative, neighbour, colleague, guardian, other',
    }),
    representative: z
      .strictObject({
        name: text(200).default(''),
        capacity: text(40).default(''),
        mandateNumber: text(100).default(''),
      })
      .optional()
      .meta({
        description:
          'Who files for a company, an association or a group. `capacity`: legal-representative, mandatary, lawyer, association-president, collective-delegate',
      }),
    paperNumber: text(100).optional().meta({ description: 'Desk only: number the paper is registered under' }),
    receivedAt: z.iso
      .datetime({ offset: true })
      .optional()
      .meta({ description: 'Paper deposits only: when it was received' }),
    form: z.enum(depositForms).optional().meta({
      description:
        'مكتوبة، شفوية، مسموعة، مرئية. `written` unless said otherwise, `oral` for the call centre; `oral` at the desk and by the call centre only; `audio` and `video` come with their file',
    }),
    manner: z.enum(manners).default('individual').meta({ description: 'فردية أو جماعية' }),
    signatories: z.int().min(1).max(100_000).optional().meta({ description: 'Of a collective deposit' }),
    readBack: z
      .boolean()
      .optional()
      .meta({ description: 'Oral deposits: it was read back to the person, who confirmed it' }),
    attachments: attachmentClaims.optional().meta({ description: 'Files uploaded before; at most ten' }),
  })
  .meta({ id: 'NewComplaint' });

export const submitComplaint = route({
  method: 'post',
  path: '/v1/complaints',
  operationId: 'submitComplaint',
  tag: 'complaints',
  summary: 'File a complaint. Its acceptance is durable: from the 201 on, nothing can be lost.',
  quota: 'file',
  access: 'public',
  body,
  headers: z.object({
    'Idempotency-Key': z
      .string()
      .max(255)
      .optional()
      .meta({ description: 'Best a UUID; without sign-in at least 16 characters' }),
  }),
  answers: {
    201: { description: 'Received', schema: createdComplaint },
    403: {
      description: 'A desk or call-centre deposit, or a date of receipt, by who holds no such office there',
      schema: problem,
    },
    409: { description: 'The same Idempotency-Key is in flight', schema: problem },
    413: { description: 'Body too large', schema: problem },
    415: { description: 'Not JSON', schema: problem },
    422: { description: 'A field is wrong, or the place lies outside the kingdom', schema: problem },
  },
  async handle({ body: given, services, header }) {
    const { complaint, trackingCode } = await services.intake.submit(
      SubmitRequest.fromPartial({
        idempotencyKey: header('idempotency-key'),
        kind: toProtoEnum('COMPLAINT_KIND', given.kind),
        category: given.category,
        language: given.language,
        description: given.description,
        ...(given.location === undefined ? {} : { location: given.location }),
        commune: given.commune ?? '',
        address: given.address ?? '',
        addressee: given.addressee ?? '',
        complainant: given.complainant ?? {},
        channel: toProtoEnum('CHANNEL', given.channel),
        origin: given.origin ?? {},
        urgent: given.urgent,
        aimedAt: given.aimedAt ?? '',
        attachments: given.attachments ?? [],
        deposit: {
          form: given.form ?? '',
          manner: given.manner,
          signatories: given.signatories ?? 0,
          readBack: given.readBack ?? false,
        },
        onBehalfOf: given.onBehalfOf,
        callerRelation: given.callerRelation ?? '',
        ...(given.representative === undefined ? {} : { representative: given.representative }),
        paperNumber: given.paperNumber ?? '',
        ...(given.receivedAt === undefined ? {} : { receivedAt: new Date(given.receivedAt) }),
      }),
    );
    if (complaint === undefined) throw new Error('intake answered no complaint');
    const { reference: ref, status, commune, dueAt, dueExplanation } = complaintBody(complaint);
    const emergencyNumbers = complaint.emergencyNumbers.map(({ number, name }) => ({
      number,
      name: { ar: name?.ar ?? '', fr: name?.fr ?? '' },
    }));
    return {
      status: 201,
      body: {
        reference: ref,
        trackingCode,
        status,
        commune,
        dueAt,
        dueExplanation,
        ...(given.urgent ? { emergencyNumbers } : {}),
      },
      headers: { Location: `/v1/complaints/${ref}` },
    };
  },
});
