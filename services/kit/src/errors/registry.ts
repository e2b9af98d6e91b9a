import { status } from '@grpc/grpc-js';

/** What a kind of error means on every border it crosses. One row per stable code; clients may rely on the code. */
export interface ErrorKind {
  readonly grpc: status;
  readonly http: number;
  /** Whether the same call may succeed later without being changed. */
  readonly retryable: boolean;
  readonly title: { readonly ar: string; readonly fr: string; readonly en: string };
}

const kind = (grpc: status, http: number, retryable: boolean, ar: string, fr: string, en: string): ErrorKind => ({
  grpc,
  http,
  retryable,
  title: { ar, fr, en },
});

/** The one table of errors: code → gRPC status, HTTP status, retryable, title. */
export const errorRegistry = {
  'malformed-request': kind(
    status.INVALID_ARGUMENT,
    400,
    false,
    'طلب غير صالح',
    'Requête mal formée',
    'Malformed request',
  ),
  'validation-failed': kind(
    status.INVALID_ARGUMENT,
    422,
    false,
    'معطيات غير صحيحة',
    'Données invalides',
    'Invalid data',
  ),
  'outside-territory': kind(
    status.INVALID_ARGUMENT,
    422,
    false,
    'الموقع خارج التراب الوطني',
    'Lieu hors du territoire',
    'Place outside the territory',
  ),
  unauthenticated: kind(
    status.UNAUTHENTICATED,
    401,
    false,
    'يلزم تسجيل الدخول',
    'Authentification requise',
    'Sign-in required',
  ),
  forbidden: kind(status.PERMISSION_DENIED, 403, false, 'غير مسموح', 'Accès refusé', 'Not allowed'),
  'not-found': kind(status.NOT_FOUND, 404, false, 'غير موجود', 'Introuvable', 'Not found'),
  'method-not-allowed': kind(
    status.UNIMPLEMENTED,
    405,
    false,
    'طريقة غير مسموحة',
    'Méthode non permise',
    'Method not allowed',
  ),
  'command-not-allowed': kind(
    status.FAILED_PRECONDITION,
    409,
    false,
    'هذا الإجراء غير ممكن في الحالة الراهنة',
    "Action impossible dans l'état actuel",
    'The state does not allow this command',
  ),
  'register-held': kind(
    status.FAILED_PRECONDITION,
    409,
    false,
    'السجل موقوف بعد استرجاع قاعدة البيانات: على الضابط أن يصرح برقم آخر رسم موقع على الورق',
    "Registre suspendu après une restauration : l'officier déclare d'abord le numéro du dernier acte signé sur papier",
    'Register held after a restore: the officer first states the last number on paper',
  ),
  'already-exists': kind(status.ALREADY_EXISTS, 409, false, 'موجود من قبل', 'Existe déjà', 'Already exists'),
  'version-conflict': kind(
    status.ABORTED,
    412,
    false,
    'تغير الملف في هذه الأثناء',
    'Le dossier a changé entre-temps',
    'The record has changed meanwhile',
  ),
  'idempotency-mismatch': kind(
    status.INVALID_ARGUMENT,
    422,
    false,
    'مفتاح التكرار مستعمل لطلب آخر',
    "Clé d'idempotence déjà employée pour une autre requête",
    'Idempotency key used for another request',
  ),
  'idempotency-in-flight': kind(
    status.ABORTED,
    409,
    true,
    'الطلب نفسه قيد المعالجة',
    'La même requête est en cours',
    'The same request is in flight',
  ),
  'payload-too-large': kind(
    status.INVALID_ARGUMENT,
    413,
    false,
    'الطلب كبير جدا',
    'Requête trop volumineuse',
    'Request too large',
  ),
  'unsupported-media-type': kind(
    status.INVALID_ARGUMENT,
    415,
    false,
    'نوع المحتوى غير مدعوم',
    'Type de contenu non pris en charge',
    'Unsupported media type',
  ),
  'headers-too-large': kind(
    status.INVALID_ARGUMENT,
    431,
    false,
    'ترويسة الطلب كبيرة جدا',
    'En-têtes trop volumineux',
    'Request headers too large',
  ),
  'request-timeout': kind(
    status.DEADLINE_EXCEEDED,
    408,
    true,
    'لم يصل الطلب في الوقت المحدد',
    'Requête non reçue à temps',
    'Request not received in time',
  ),
  'rate-limited': kind(
    status.RESOURCE_EXHAUSTED,
    429,
    true,
    'طلبات كثيرة جدا',
    'Trop de requêtes',
    'Too many requests',
  ),
  overloaded: kind(status.RESOURCE_EXHAUSTED, 503, true, 'الخدمة مثقلة', 'Service surchargé', 'Service overloaded'),
  unavailable: kind(
    status.UNAVAILABLE,
    503,
    true,
    'الخدمة غير متاحة حاليا',
    'Service indisponible',
    'Service unavailable',
  ),
  'cell-required': kind(
    status.INVALID_ARGUMENT,
    400,
    false,
    'يلزم تحديد الجهة',
    'Région à préciser',
    'The région has to be named',
  ),
  'cell-unavailable': kind(
    status.UNAVAILABLE,
    503,
    true,
    'خدمات الجهة غير متاحة حاليا',
    'Région momentanément injoignable',
    'The région is out of reach',
  ),
  'deadline-exceeded': kind(status.DEADLINE_EXCEEDED, 504, true, 'انتهت المهلة', 'Délai dépassé', 'Deadline exceeded'),
  internal: kind(status.INTERNAL, 500, false, 'خطأ داخلي', 'Erreur interne', 'Internal error'),
} as const satisfies Record<string, ErrorKind>;

export type ErrorCode = keyof typeof errorRegistry;

export const isErrorCode = (text: unknown): text is ErrorCode =>
  typeof text === 'string' && Object.hasOwn(errorRegistry, text);
