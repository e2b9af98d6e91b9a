import type { Answer } from '@jamaa/e2e';
import { expect } from '@jest/globals';

/** Code of a problem: its HTTP status and its title in Arabic and French, as clients may rely on them. */
const problems = {
  'malformed-request': [400, 'طلب غير صالح', 'Requête mal formée'],
  unauthenticated: [401, 'يلزم تسجيل الدخول', 'Authentification requise'],
  forbidden: [403, 'غير مسموح', 'Accès refusé'],
  'not-found': [404, 'غير موجود', 'Introuvable'],
  'method-not-allowed': [405, 'طريقة غير مسموحة', 'Méthode non permise'],
  'command-not-allowed': [409, 'هذا الإجراء غير ممكن في الحالة الراهنة', "Action impossible dans l'état actuel"],
  'idempotency-in-flight': [409, 'الطلب نفسه قيد المعالجة', 'La même requête est en cours'],
  'version-conflict': [412, 'تغير الملف في هذه الأثناء', 'Le dossier a changé entre-temps'],
  'payload-too-large': [413, 'الطلب كبير جدا', 'Requête trop volumineuse'],
  'unsupported-media-type': [415, 'نوع المحتوى غير مدعوم', 'Type de contenu non pris en charge'],
  'validation-failed': [422, 'معطيات غير صحيحة', 'Données invalides'],
  'outside-territory': [422, 'الموقع خارج التراب الوطني', 'Lieu hors du territoire'],
  'idempotency-mismatch': [
    422,
    'مفتاح التكرار مستعمل لطلب آخر',
    "Clé d'idempotence déjà employée pour une autre requête",
  ],
  'headers-too-large': [431, 'ترويسة الطلب كبيرة جدا', 'En-têtes trop volumineux'],
  'rate-limited': [429, 'طلبات كثيرة جدا', 'Trop de requêtes'],
} as const;

export type ProblemCode = keyof typeof problems;

/** What no answer may tell: where in the program something happened. */
const INSIDE = /\n\s+at |node_modules|node:internal|\.ts:\d|Mongo|ECONN|undefined is not/;

/** A problem document (RFC 9457), whole, in the language asked for (Arabic unless French is), that names the fields. */
export function expectProblem(
  answer: Answer,
  code: ProblemCode,
  fields: readonly string[] = [],
  language: 'ar' | 'fr' = 'ar',
): void {
  const [status, ar, fr] = problems[code];
  expect([answer.status, answer.body]).toEqual([
    status,
    expect.objectContaining({ type: `/problems/${code}`, code, status, title: language === 'fr' ? fr : ar }),
  ]);
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect(answer.body.detail).toEqual(expect.stringMatching(/\S/));
  expect(JSON.stringify(answer.body)).not.toMatch(INSIDE);
  if (fields.length > 0) {
    const named = (answer.body.errors ?? []).map((one: { path: string }) => one.path);
    expect([...named].sort()).toEqual([...fields].sort());
  }
}
