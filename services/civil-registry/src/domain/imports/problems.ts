interface Words {
  readonly ar: string;
  readonly fr: string;
}

/** What is wrong with a field of a line, for whoever corrects the file. Never what stands in the field: it is personal. */
const words: Readonly<Record<string, Words>> = {
  required: { ar: 'خانة فارغة يجب ملؤها', fr: 'champ vide, à remplir' },
  unknown: { ar: 'قيمة غير معروفة', fr: 'valeur inconnue' },
  format: { ar: 'صيغة غير صحيحة', fr: 'forme incorrecte' },
  shape: { ar: 'بنية غير مفهومة', fr: 'structure incorrecte' },
  characters: { ar: 'حروف من كتابة أخرى أو علامات غير مقبولة', fr: "lettres d'une autre écriture, ou signes" },
  impossible: { ar: 'تاريخ غير موجود في التقويم أو غير ممكن', fr: 'date impossible' },
  future: { ar: 'تاريخ في المستقبل', fr: 'date dans le futur' },
  'too-early': { ar: 'تاريخ قديم جدا', fr: 'date trop ancienne' },
  'too-long': { ar: 'نص أطول من المسموح به', fr: 'texte trop long' },
  range: { ar: 'رقم خارج المجال المسموح به', fr: 'nombre hors limites' },
  contradiction: { ar: 'يتعارض مع حقل آخر', fr: 'contredit un autre champ' },
  misshapen: { ar: 'عدد خانات السطر لا يوافق العناوين', fr: "le nombre de cellules n'est pas celui de l'en-tête" },
  encoding: { ar: 'السطر ليس بترميز UTF-8', fr: "la ligne n'est pas en UTF-8" },
  json: { ar: 'السطر ليس JSON صحيحا', fr: "la ligne n'est pas du JSON" },
  'too-large': { ar: 'السطر أطول من المسموح به', fr: 'ligne trop longue' },
  number: { ar: 'رقم الرسم عدد صحيح فقط، بدون «مكرر»', fr: 'le numéro est un entier : ni « bis » ni lettre' },
  double: { ar: 'رقم مكرر في نفس السجل', fr: 'numéro en double dans ce registre' },
  jump: {
    ar: 'قفزة كبيرة في الأرقام: تحقق من الرقم أو من أول رقم للسجل',
    fr: 'saut de numéros trop grand : vérifier ce numéro, ou le premier du registre',
  },
  'below-first': { ar: 'رقم قبل أول رقم في السجل', fr: 'numéro avant le premier du registre' },
  forbidden: { ar: 'هذا المكتب خارج صلاحياتكم', fr: "ce bureau n'est pas le vôtre" },
  'other-register': { ar: 'سطر من سجل آخر', fr: "ligne d'un autre registre" },
  'register-closed': { ar: 'السجل مقفل', fr: 'le registre est clos' },
  'register-in-use': {
    ar: 'السجل يحتوي على رسوم أو قيد الاستيراد',
    fr: "le registre contient déjà des actes, ou est en cours d'import",
  },
  differs: { ar: 'الرسم موجود بمضمون مختلف', fr: "l'acte existe avec un autre contenu" },
  'idcs-taken': { ar: 'المعرف الرقمي أعطي لشخص آخر', fr: 'cet identifiant a été donné à une autre personne' },
};

const other: Words = { ar: 'قيمة غير مقبولة', fr: 'valeur refusée' };

export const wordsOf = (code: string): Words => words[code] ?? other;
