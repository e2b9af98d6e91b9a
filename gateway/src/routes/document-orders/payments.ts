import { z } from 'zod';
import { route } from '../../http/route.ts';
import { orderReference } from './shapes.ts';

const FORM = 'application/x-www-form-urlencoded';
const LIMIT = 64 * 1024;

export const receivePayment = route({
  method: 'post',
  path: '/v1/payments/cmi/callback',
  operationId: 'receiveCmiCallback',
  tag: 'document orders',
  summary: 'The bank’s own callback: believed by its seal alone',
  quota: 'read',
  access: 'public',
  rawBody: { types: [FORM], limit: LIMIT },
  answers: {
    200: {
      description: 'ACTION=POSTAUTH (debit), APPROVED (noted, do not debit), FAILURE (not believed)',
      schema: z.string(),
      type: 'text/plain',
    },
  },
  async handle({ body, services }) {
    const form = new URLSearchParams(Buffer.isBuffer(body) ? body.toString('utf8') : '');
    const fields = [...form].map(([name, value]) => ({ name, value }));
    const { answer } = await services['document-orders'].receivePayment({ fields });
    return { status: 200, body: answer, type: 'text/plain' };
  },
});

const page = `<!doctype html>
<html lang="ar" dir="rtl"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>طلب الوثائق</title></head>
<body><main><h1>شكرا <span lang="fr" dir="ltr">Merci</span></h1>
<p>يتم التحقق من الأداء لدى البنك. تجدون حالة طلبكم في حسابكم.</p>
<p lang="fr" dir="ltr">Le paiement est vérifié auprès de la banque. L’état de votre commande figure dans votre compte.</p>
</main></body></html>
`;

const back = (method: 'get' | 'post') =>
  route({
    method,
    path: '/v1/payments/cmi/return/{reference}',
    operationId: method === 'get' ? 'showPaymentReturn' : 'returnFromPayment',
    tag: 'document orders',
    summary: 'Where the bank sends the browser: a page, which changes nothing',
    quota: 'read',
    access: 'public',
    params: z.object({ reference: orderReference }),
    ...(method === 'post' ? { rawBody: { types: [FORM], limit: LIMIT } } : {}),
    answers: { 200: { description: 'A page in Arabic and French', schema: z.string(), type: 'text/html' } },
    handle: async () => ({ status: 200, body: page, type: 'text/html' }),
  });

export const paymentReturns = [back('get'), back('post')];
