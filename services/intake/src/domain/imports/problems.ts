interface Words {
  readonly ar: string;
  readonly fr: string;
}

/** What is wrong with a cell of a line, for whoever corrects the file. Never what stands in the cell: it may be personal. */
const words = {
  required: { ar: 'خانة فارغة يجب ملؤها', fr: 'cellule vide, à remplir' },
  unknown: { ar: 'قيمة غير معروفة', fr: 'valeur inconnue' },
  format: { ar: 'صيغة غير صحيحة', fr: 'forme incorrecte' },
  'too-long': { ar: 'نص أطول من المسموح به', fr: 'texte trop long' },
  day: { ar: 'تاريخ غير صحيح، مثال: 2026-01-31', fr: 'date incorrecte, exemple : 2026-01-31' },
  future: { ar: 'تاريخ في المستقبل', fr: 'date dans le futur' },
  'too-old': { ar: 'قبل دخول المرسوم 2.17.265 حيز التنفيذ', fr: "avant l'entrée en vigueur du décret 2-17-265" },
  'before-receipt': { ar: 'قبل تاريخ التوصل', fr: 'avant la date de réception' },
  'outside-territory': { ar: 'خارج تراب الهيئة', fr: "hors du territoire de l'organisme" },
  duplicate: { ar: 'المرجع نفسه في سطر سابق من الملف', fr: 'même référence à une ligne précédente du fichier' },
  differs: {
    ar: 'سبق استيراد هذا المرجع بمحتوى آخر: تتابع القضية في المنصة',
    fr: "référence déjà reprise avec un autre contenu : l'affaire se poursuit sur la plateforme",
  },
  confidential: {
    ar: 'شكاية سرية: لا تسند إلا من طرف المفتشية العامة أو العامل',
    fr: "cas confidentiel : seuls l'IGAT ou le gouverneur l'attribuent",
  },
  kind: { ar: 'رموز الرفض خاصة بالشكايات', fr: 'les codes de refus ne concernent que les réclamations' },
  misshapen: { ar: 'عدد الخانات يخالف عدد العناوين', fr: "le nombre de cellules n'est pas celui de l'en-tête" },
} as const satisfies Readonly<Record<string, Words>>;

export type ProblemCode = keyof typeof words;

/** One thing that is wrong with one cell; `field` is the column. */
export interface LineProblem {
  readonly field: string;
  readonly code: string;
}

/** Words of a problem; a code of the deposit's own rules that has none here is said in general. */
export const wordsOf = (code: string): Words =>
  Object.hasOwn(words, code) ? words[code as ProblemCode] : { ar: 'قيمة غير مقبولة', fr: 'valeur refusée' };
