import { kinds, states } from '@jamaa/proto/vocabulary';
import { z } from 'zod';

/** Text in the languages of the platform; Arabic and French are always there. */
export const localizedText = z
  .object({ ar: z.string(), fr: z.string(), zgh: z.string().optional() })
  .meta({ id: 'LocalizedText' });

export const reference = z.string().meta({ description: 'Public reference', example: '03-26-7K3Q9M-C' });

/** A file that was uploaded before, with the token told at its upload. */
export const attachmentClaim = z.strictObject({ id: z.string().max(60), token: z.string().max(100) }).meta({
  id: 'AttachmentClaim',
  description: 'A file of POST /v1/uploads: the last part of its address, and its Upload-Token',
});

export const attachmentClaims = z.array(attachmentClaim).min(1).max(10);

export const depositForms = ['written', 'oral', 'audio', 'video'] as const;
export const manners = ['individual', 'collective'] as const;

export const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string(),
    detail: z.string().optional(),
    errors: z.array(z.object({ path: z.string(), code: z.string(), message: z.string() })).optional(),
  })
  .meta({ id: 'Problem', description: 'RFC 9457 problem document; `type` and `code` are stable' });

export const communeRef = z.object({ code: z.string(), name: localizedText }).meta({ id: 'CommuneRef' });

export const contactStatus = z
  .object({
    phone: z.enum(['confirmed', 'unconfirmed']).optional(),
    email: z.enum(['confirmed', 'unconfirmed']).optional(),
  })
  .meta({ id: 'ContactStatus', description: 'Whether each contact that was given is confirmed by a one-time code' });

const namedCode = z.object({ id: z.string(), name: localizedText.optional() });

export const contact = z
  .object({
    name: z.string().optional(),
    phone: z.string().optional(),
    email: z.string().optional(),
    identity: z.object({ type: z.string(), number: z.string() }).optional(),
  })
  .meta({ id: 'Contact' });
export const representative = z.object({ name: z.string(), capacity: z.string(), mandateNumber: z.string() });
const refusal = z.object({
  reasonCode: z.string(),
  legalBasis: z.string(),
  text: z.string(),
  missingFields: z.array(z.string()),
});

const elsewhere = z.object({ reference, href: z.string() }).meta({ id: 'CaseElsewhere' });

export const complaint = z
  .object({
    reference,
    status: z.enum(states),
    version: z.int(),
    kind: z.enum(kinds),
    category: z.object({ code: z.string(), name: localizedText.optional() }),
    language: z.string(),
    channel: z.string(),
    description: z.string(),
    address: z.string().optional(),
    commune: communeRef,
    location: z.object({ longitude: z.number(), latitude: z.number() }).optional(),
    responsible: z.object({ organisation: namedCode, unit: namedCode.optional() }).optional(),
    receivedAt: z.iso.datetime(),
    acknowledgedAt: z.iso.datetime().optional(),
    updatedAt: z.iso.datetime(),
    dueAt: z.iso.datetime().optional(),
    dueExplanation: localizedText.optional(),
    urgent: z.boolean(),
    confidential: z.boolean(),
    training: z
      .literal(true)
      .optional()
      .meta({ description: 'حالة للتدريب لا تحتسب — cas de formation, jamais compté' }),
    answer: z.string().optional(),
    refusal: refusal.optional(),
    complement: z.object({ question: z.string(), dueAt: z.iso.datetime().optional() }).optional(),
    redirectedTo: z.string().optional(),
    handOver: z
      .object({
        region: z.string(),
        commune: z.string(),
        since: z.iso.datetime(),
        cancelling: z.literal(true).optional(),
        delayed: z.literal(true).optional().meta({ description: 'The other région cannot be reached yet' }),
      })
      .optional()
      .meta({
        description:
          'ملف في طور الإحالة على جهة أخرى، ويبقى مفتوحا هنا — en cours de transmission à une autre région, ouvert ici d’ici là',
      }),
    handedOverTo: elsewhere.optional().meta({
      description: 'أحيل الملف على جهة أخرى تحت هذا المرجع — transmis à une autre région, sous cette référence',
    }),
    handedOverFrom: elsewhere.optional().meta({
      description:
        'ورد الملف من جهة أخرى حيث كان تحت هذا المرجع — reçu d’une autre région, où il portait cette référence',
    }),
    mergedInto: z.string().optional().meta({ description: 'Staff only: reference of the case it is merged into' }),
    leadStatus: z
      .enum(states)
      .optional()
      .meta({ description: 'Of a merged case: the state of the case that leads it, whose answer is shown here' }),
    coReporters: z.int().optional().meta({ description: 'Other people who told the same and get the same answer' }),
    coReports: z.array(reference).optional().meta({ description: 'Staff only: the newest of their cases' }),
    score: z.int().optional(),
    proposedAnswer: z.string().optional(),
    proposedRefusal: refusal.optional(),
    returned: z
      .object({ remark: z.string(), answer: z.string() })
      .optional()
      .meta({ description: 'What the validator sent back last, and why' }),
    signature: z
      .object({
        capacity: z.string(),
        decisionNumber: z.string().optional(),
        decisionDate: z.string().optional(),
        signedAt: z.iso.datetime().optional(),
      })
      .optional()
      .meta({ description: 'In which capacity the answer or the refusal was signed' }),
    explanations: z
      .array(
        z.object({
          organisation: z.string(),
          askedBy: z.string(),
          question: z.string(),
          askedAt: z.iso.datetime().optional(),
          dueAt: z.iso.datetime().optional(),
          answer: z.string().optional(),
          answeredAt: z.iso.datetime().optional(),
          overdueAt: z.iso.datetime().optional(),
        }),
      )
      .optional(),
    designated: z.string().optional().meta({ description: 'Body that supervision named as the competent one' }),
    handler: z.string().optional(),
    complainant: contact.optional(),
    anonymisedAt: z.iso
      .datetime()
      .optional()
      .meta({ description: 'When the person was erased: since then the case has no contact and no texts' }),
    contact: contactStatus,
    representative: representative.optional(),
    callerRelation: z.string().optional().meta({ description: 'Who called for the complainant is this to them' }),
    paperNumber: z.string().optional(),
    disposition: z
      .object({ retained: z.boolean(), text: z.string() })
      .optional()
      .meta({ description: 'Observations and suggestions: retained or not, and why' }),
    imported: z
      .object({ from: z.string(), oldReference: z.string(), at: z.iso.datetime().optional() })
      .optional()
      .meta({ description: 'The register that the case was taken over from, and its number there' }),
    timeline: z
      .array(
        z.object({
          at: z.iso.datetime(),
          event: z.string(),
          status: z.enum(states),
          organisation: z.string().optional(),
          unit: z.string().optional(),
          actor: z.string().optional(),
          message: z.string().optional(),
          attachments: z.array(z.string()).optional(),
          note: z.string().optional().meta({ description: 'What staff wrote, for those whom it is meant for' }),
          onBehalf: z
            .string()
            .optional()
            .meta({ description: 'Body that acted in place of the one that has the case' }),
        }),
      )
      .optional(),
    attachments: z
      .array(z.string())
      .optional()
      .meta({ description: 'Ids of its files; see GET /v1/complaints/{reference}/attachments' }),
    deposit: z
      .object({
        form: z.enum(depositForms),
        manner: z.enum(manners),
        signatories: z.int(),
        readBack: z.boolean().optional(),
      })
      .optional(),
    allowedCommands: z.array(z.string()),
  })
  .meta({ id: 'Complaint' });

export type ComplaintBody = z.infer<typeof complaint>;
