import type { TextLanguage } from '../domain/language.ts';

/** Fixed texts of an answer or refusal. */
export interface AnswerWords {
  readonly ministry: string;
  readonly answerTitle: string;
  readonly refusalTitle: string;
  readonly number: string;
  /** In ICU MessageFormat over the facts. */
  readonly answerIntro: string;
  readonly refusalIntro: string;
  readonly date: string;
  readonly receivedAt: string;
  readonly decision: string;
  readonly reasons: string;
  readonly legalBasis: string;
  readonly missing: string;
  readonly remediesTitle: string;
  readonly mediator: string;
  readonly court: (days: number, law: string) => string;
  readonly signatureTitle: string;
  readonly capacities: Readonly<Record<string, string>>;
  readonly byDecision: (number: string, date: string) => string;
  readonly footer: string;
}

export const answerWords: Readonly<Record<TextLanguage, AnswerWords>> = {
  ar: {
    ministry: 'وزارة الداخلية',
    answerTitle: 'جواب عن {aCase}',
    refusalTitle: 'قرار بعدم قبول {aCase}',
    number: 'رقم',
    answerIntro: 'جوابا عن {yourCase} المسجلة بالمرجع أدناه، يشرفنا إفادتكم بما يلي:',
    refusalIntro: 'بعد دراسة {yourCase} المسجلة بالمرجع أدناه، يؤسفنا إخباركم بأنه تعذر قبولها للأسباب التالية:',
    date: 'التاريخ',
    receivedAt: 'تاريخ الإيداع',
    decision: 'الجواب',
    reasons: 'سبب عدم القبول',
    legalBasis: 'السند القانوني',
    missing: 'البيانات الناقصة',
    remediesTitle: 'طرق الطعن',
    mediator: 'إذا لم تقتنعوا بهذا القرار، يمكنكم اللجوء إلى مؤسسة وسيط المملكة.',
    court: (days, law) =>
      `كما يمكنكم الطعن فيه أمام المحكمة الإدارية المختصة داخل أجل ${days} يوما من تاريخ تبليغه، طبقا للقانون رقم ${law.replace('-', '.')}.`,
    signatureTitle: 'صفة الموقع',
    capacities: {
      president: 'رئيس المجلس',
      'director-of-services': 'مدير المصالح',
      delegate: 'نائب عن رئيس المجلس بتفويض',
      'interim-president': 'رئيس المجلس بالنيابة',
      'interim-director': 'مدير المصالح بالنيابة',
      head: 'المسؤول عن الهيئة',
      handler: 'المصلحة المكلفة بالملف',
    },
    byDecision: (number, date) => `قرار رقم ${number} بتاريخ ${date}`,
    footer: 'وثيقة أعدت إلكترونيا',
  },
  fr: {
    ministry: 'Ministère de l’Intérieur',
    answerTitle: 'Réponse à votre {aCase}',
    refusalTitle: 'Décision de refus de votre {aCase}',
    number: 'N°',
    answerIntro:
      'En réponse à {yourCase}, enregistrée sous la référence ci-dessous, nous avons l’honneur de vous communiquer ce qui suit :',
    refusalIntro:
      'Après examen de {yourCase}, enregistrée sous la référence ci-dessous, nous avons le regret de vous informer qu’elle n’a pas pu être acceptée, pour les motifs suivants :',
    date: 'Date',
    receivedAt: 'Déposé le',
    decision: 'Réponse',
    reasons: 'Motif du refus',
    legalBasis: 'Base légale',
    missing: 'Éléments manquants',
    remediesTitle: 'Voies de recours',
    mediator: 'Si vous contestez cette décision, vous pouvez saisir l’Institution du Médiateur du Royaume.',
    court: (days, law) =>
      `Vous pouvez aussi former un recours devant le tribunal administratif compétent, dans un délai de ${days} jours à compter de sa notification (loi n° ${law}).`,
    signatureTitle: 'Qualité du signataire',
    capacities: {
      president: 'Le président du conseil',
      'director-of-services': 'Le directeur des services',
      delegate: 'Pour le président et par délégation',
      'interim-president': 'Le président du conseil par intérim',
      'interim-director': 'Le directeur des services par intérim',
      head: 'Le responsable de l’organisme',
      handler: 'Le service chargé du dossier',
    },
    byDecision: (number, date) => `arrêté n° ${number} du ${date}`,
    footer: 'Document établi par voie électronique',
  },
};
