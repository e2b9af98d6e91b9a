import type { Call } from '@jamaa/e2e';
import { personas } from './personas.ts';

const everybody = (status: number) => Object.fromEntries(personas.map((one) => [one, status]));
const signedIn = (status: number) => ({ ...everybody(status), anonymous: 401 });
const none = '/v1/document-orders/D-03-26-7K3Q9M-C';
const bureau = '03.451.01.09-1';
const form: Call = { raw: 'oid=none', headers: { 'content-type': 'application/x-www-form-urlencoded' } };

/** One extract of one's own act, for a home in Sefrou. */
export const documentOrder = {
  language: 'ar',
  applicantNationalId: 'CB112233',
  items: [
    {
      kind: 'extract',
      bureauId: bureau,
      year: 1990,
      number: 12,
      firstNames: 'سناء',
      familyName: 'الوزاني',
      birthDate: '1990-01-31',
      nationalId: 'CB112233',
      relation: 'self',
    },
  ],
  delivery: {
    name: 'سناء الوزاني',
    lines: ['زنقة الأطلس، رقم 12'],
    postalCode: '31000',
    city: 'صفرو',
    phone: '0661222333',
    email: 'sanae.orders@example.org',
  },
};

/** Routes of document orders: a request that fits each, and the status for every persona. Nobody here works in a bureau. */
export const documentOrderRoutes: Readonly<Record<string, readonly [string, Call, Record<string, number>]>> = {
  'GET /v1/document-orders/tariffs': ['/v1/document-orders/tariffs', {}, everybody(200)],
  'POST /v1/document-orders/quotes': [
    '/v1/document-orders/quotes',
    { body: { items: [{ kind: 'extract', bureauId: bureau }] } },
    everybody(200),
  ],
  'POST /v1/document-orders': ['/v1/document-orders', { body: documentOrder }, signedIn(201)],
  'GET /v1/document-orders': ['/v1/document-orders?limit=1', {}, signedIn(200)],
  'GET /v1/document-orders/queue': [`/v1/document-orders/queue?bureau=${bureau}`, {}, signedIn(403)],
  'GET /v1/document-orders/{reference}/receipt': [`${none}/receipt`, {}, signedIn(404)],
  'POST /v1/me/document-orders/data-export': ['/v1/me/document-orders/data-export', { body: {} }, signedIn(200)],
  'POST /v1/document-orders/{reference}/erase': [
    `${none}/erase`,
    { body: { reason: 'person-request', legalBasis: 'Loi 09-08' } },
    signedIn(404),
  ],
  'GET /v1/document-orders/deletion-register': [
    '/v1/document-orders/deletion-register',
    {},
    { ...signedIn(403), administrator: 200, auditor: 200 },
  ],
  'GET /v1/document-orders/{reference}': [none, {}, signedIn(404)],
  'PUT /v1/document-orders/{reference}': [
    none,
    { body: { items: documentOrder.items, delivery: documentOrder.delivery }, headers: { 'if-match': '"v1"' } },
    signedIn(404),
  ],
  'POST /v1/document-orders/{reference}/cancel': [`${none}/cancel`, { body: {} }, signedIn(404)],
  'POST /v1/document-orders/{reference}/payment': [`${none}/payment`, { body: {} }, signedIn(404)],
  'POST /v1/document-orders/{reference}/items/{item}/complement': [
    `${none}/items/i1/complement`,
    { body: { text: 'نعم' } },
    signedIn(404),
  ],
  'GET /v1/document-orders/{reference}/work': [`${none}/work?bureau=${bureau}`, {}, signedIn(403)],
  'POST /v1/document-orders/{reference}/items/{item}/produce': [
    `${none}/items/i1/produce`,
    { body: {} },
    signedIn(404),
  ],
  'POST /v1/document-orders/{reference}/items/{item}/reject': [
    `${none}/items/i1/reject`,
    { body: { reason: 'data-wrong', text: 'لا' } },
    signedIn(404),
  ],
  'POST /v1/document-orders/{reference}/items/{item}/ask-complement': [
    `${none}/items/i1/ask-complement`,
    { body: { text: 'من؟' } },
    signedIn(404),
  ],
  'POST /v1/document-orders/{reference}/hand-to-post': [`${none}/hand-to-post`, { body: { bureau } }, signedIn(403)],
  'POST /v1/payments/cmi/callback': ['/v1/payments/cmi/callback', form, everybody(200)],
  'GET /v1/payments/cmi/return/{reference}': ['/v1/payments/cmi/return/D-03-26-7K3Q9M-C', {}, everybody(200)],
  'POST /v1/payments/cmi/return/{reference}': ['/v1/payments/cmi/return/D-03-26-7K3Q9M-C', form, everybody(200)],
};
