import { z } from 'zod';
import { route } from '../../http/route.ts';
import { contact, problem, reference, representative as representativeShape } from '../schemas.ts';
import { contactBody } from './complaint-body.ts';

const reasons = ['call-back', 'written-reply', 'identity-check', 'site-visit', 'other'] as const;

const revealed = contact.extend({ representative: representativeShape.optional() }).meta({ id: 'RevealedContact' });

export const revealContact = route({
  method: 'post',
  path: '/v1/complaints/{reference}/reveal',
  operationId: 'revealContact',
  tag: 'complaints',
  summary:
    'Contact data of a case, unmasked, for who handles it; the reason goes on record and the person may ask for it',
  quota: 'write',
  access: 'signed-in',
  params: z.object({ reference }),
  body: z.strictObject({
    reason: z.enum(reasons).meta({
      description:
        'معاودة الاتصال، جواب كتابي، التحقق من الهوية، معاينة ميدانية، سبب آخر — rappel, réponse écrite, vérification d’identité, visite, autre',
    }),
    text: z.string().max(500).optional().meta({ description: 'Needed with `other`' }),
  }),
  answers: {
    200: { description: 'The contact', schema: revealed },
    403: { description: 'The caller does not handle the case', schema: problem },
    404: { description: 'No such case, or not for this caller', schema: problem },
    409: { description: 'No contact was left, or it has been erased', schema: problem },
    422: { description: 'No reason, or a wrong one', schema: problem },
  },
  async handle({ params, body, services }) {
    const { complainant, representative } = await services.intake.revealContact({
      reference: params.reference,
      reasonCode: body.reason,
      reason: body.text ?? '',
    });
    return { status: 200, body: { ...contactBody(complainant), representative } };
  },
});
