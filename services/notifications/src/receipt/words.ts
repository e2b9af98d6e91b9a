import type { TextLanguage } from '../domain/language.ts';

/** Fixed texts of the receipt, in ICU MessageFormat over the facts. */
export interface ReceiptWords {
  readonly ministry: string;
  readonly title: string;
  readonly intro: string;
  readonly depositor: string;
  readonly representative: string;
  readonly paperNumber: string;
  readonly tracking: string;
  readonly kind: string;
  readonly deadlineTitle: string;
  readonly deadline: string;
  readonly noDeadline: string;
  readonly acknowledgementTitle: string;
  readonly electronic: string;
  readonly onPaper: string;
  readonly followUpTitle: string;
  readonly followUp: string;
  readonly followUpWithCode: string;
  readonly remedies: string;
  readonly footer: string;
  readonly page: string;
}

export const receiptWords: Readonly<Record<TextLanguage, ReceiptWords>> = {
  ar: {
    ministry: 'وزارة الداخلية',
    title: 'وصل إيداع {aCase}',
    intro: 'يشهد هذا الوصل بأنه تم تسجيل {yourCase} لدى منصة الجماعات الترابية، وفق البيانات التالية:',
    depositor: 'المعني(ة) بالأمر',
    representative: 'ينوب عنه(ا)',
    paperNumber: 'رقم التسجيل',
    tracking: 'رمز التتبع',
    kind: 'النوع',
    deadlineTitle: 'الأجل القانوني للجواب',
    deadline: 'يجب أن تتوصلوا بالجواب قبل نهاية يوم {due}.',
    noDeadline: 'لا يسري الأجل القانوني على الملاحظات والاقتراحات. ستخبرون بالمآل المخصص لها مع بيان أسبابه.',
    acknowledgementTitle: 'الإشعار بالتوصل',
    electronic: 'يعد الإيداع الإلكتروني في حد ذاته إشعارا بالتوصل، طبقا لمقتضيات المرسوم رقم 2.17.265.',
    onPaper: 'يعد هذا الوصل إشعارا بالتوصل، طبقا لمقتضيات المرسوم رقم 2.17.265.',
    followUpTitle: 'تتبع الملف',
    followUp:
      'يمكنكم تتبع الملف وتكملته وتقييم الجواب على العنوان {portal} باستعمال المرجع أعلاه ورمز التتبع المسلم لكم عند الإيداع. لا يظهر رمز التتبع في هذا الوصل حفاظا على سريته.',
    followUpWithCode:
      'يمكنكم تتبع الملف وتكملته وتقييم الجواب على العنوان {portal} باستعمال المرجع ورمز التتبع أعلاه. من يحمل هذا الرمز يمكنه الاطلاع على الملف: المرجو حفظ هذا الوصل.',
    remedies:
      'في غياب جواب داخل الأجل، أو إذا لم تقتنعوا به، يمكنكم اللجوء إلى مؤسسة وسيط المملكة أو إلى المحكمة الإدارية المختصة.',
    footer: 'وثيقة أعدت إلكترونيا - لا تحتاج إلى توقيع',
    page: 'المرجع',
  },
  fr: {
    ministry: 'Ministère de l’Intérieur',
    title: 'Récépissé de dépôt de {aCase}',
    intro:
      'Le présent récépissé atteste que {yourCase} a été enregistrée sur la plateforme des collectivités territoriales, avec les mentions suivantes :',
    depositor: 'Déposant(e)',
    representative: 'Représenté(e) par',
    paperNumber: 'Enregistré sous le n°',
    tracking: 'Code de suivi',
    kind: 'Nature',
    deadlineTitle: 'Délai légal de réponse',
    deadline: 'Une réponse doit vous parvenir au plus tard à la fin du {due}.',
    noDeadline:
      'Le délai légal ne s’applique pas aux observations et suggestions. La suite qui leur est réservée vous sera communiquée avec ses motifs.',
    acknowledgementTitle: 'Accusé de réception',
    electronic: 'Le dépôt électronique vaut accusé de réception, conformément aux dispositions du décret n° 2-17-265.',
    onPaper: 'Le présent récépissé vaut accusé de réception, conformément aux dispositions du décret n° 2-17-265.',
    followUpTitle: 'Suivi du dossier',
    followUp:
      'Vous pouvez suivre le dossier, le compléter et évaluer la réponse à l’adresse {portal}, avec la référence ci-dessus et le code de suivi remis lors du dépôt. Pour rester confidentiel, ce code ne figure pas sur le récépissé.',
    followUpWithCode:
      'Vous pouvez suivre le dossier, le compléter et évaluer la réponse à l’adresse {portal}, avec la référence et le code de suivi ci-dessus. Qui détient ce code peut consulter le dossier : conservez ce récépissé.',
    remedies:
      'En l’absence de réponse dans le délai, ou si elle ne vous satisfait pas, vous pouvez saisir l’Institution du Médiateur du Royaume ou le tribunal administratif compétent.',
    footer: 'Document établi par voie électronique, valable sans signature',
    page: 'Référence',
  },
};

/** Fixed texts of a blank form. */
export const formWords: Readonly<
  Record<TextLanguage, { legend: string; signature: readonly [string, string]; version: string }>
> = {
  ar: {
    legend: 'الخانات المشار إليها بنجمة (*) إلزامية في جميع الحالات.',
    signature: ['التاريخ:', 'التوقيع:'],
    version: 'الصيغة',
  },
  fr: {
    legend: 'Les rubriques marquées d’un astérisque (*) sont toujours obligatoires.',
    signature: ['Date :', 'Signature :'],
    version: 'Version',
  },
};
