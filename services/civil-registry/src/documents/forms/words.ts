import type { Both } from '../words/dates.ts';
import type { DocumentKind } from './view.ts';

export const labels = {
  firstNames: { ar: 'الاسم الشخصي', fr: 'Prénom(s)' },
  familyName: { ar: 'الاسم العائلي', fr: 'Nom de famille' },
  sex: { ar: 'الجنس', fr: 'Sexe' },
  birthDate: { ar: 'تاريخ الولادة', fr: 'Date de naissance' },
  birthTime: { ar: 'ساعة الولادة', fr: 'Heure de naissance' },
  birthPlace: { ar: 'مكان الولادة', fr: 'Lieu de naissance' },
  birthOrder: { ar: 'رتبة المولود', fr: 'Rang de naissance' },
  nationality: { ar: 'الجنسية', fr: 'Nationalité' },
  profession: { ar: 'المهنة', fr: 'Profession' },
  residence: { ar: 'محل السكنى', fr: 'Domicile' },
  father: { ar: 'الأب', fr: 'Père' },
  mother: { ar: 'الأم', fr: 'Mère' },
  spouse: { ar: 'الزوج(ة)', fr: 'Conjoint' },
  idcs: { ar: 'المعرف الرقمي', fr: 'IDCS' },
  nationalId: { ar: 'رقم البطاقة الوطنية', fr: 'CIN' },
  deathDate: { ar: 'تاريخ الوفاة', fr: 'Date du décès' },
  deathTime: { ar: 'ساعة الوفاة', fr: 'Heure du décès' },
  deathPlace: { ar: 'مكان الوفاة', fr: 'Lieu du décès' },
  declarant: { ar: 'المصرح(ة)', fr: 'Déclarant' },
  quality: { ar: 'بصفته(ا)', fr: 'En qualité de' },
  declaredOn: { ar: 'تاريخ التصريح', fr: 'Déclaré le' },
  judgment: { ar: 'حكم قضائي', fr: 'Jugement' },
  officer: { ar: 'ضابط الحالة المدنية', fr: 'Officier de l’état civil' },
  registered: { ar: 'تاريخ تحرير الرسم', fr: 'Acte dressé' },
  actNumber: { ar: 'رسم رقم', fr: 'Acte n°' },
  year: { ar: 'سنة', fr: 'Année' },
  documentNumber: { ar: 'رقم الوثيقة', fr: 'Document n°' },
  seenOn: { ar: 'حضر(ت) أمامنا', fr: 'Présent(e) devant nous' },
  name: { ar: 'الاسم الكامل', fr: 'Nom et prénom' },
  act: { ar: 'الرسم', fr: 'Acte' },
} as const satisfies Readonly<Record<string, Both>>;

export const sections = {
  birth: { ar: 'البيانات المتعلقة بالمولود(ة)', fr: 'L’enfant' },
  person: { ar: 'المعني(ة) بالأمر', fr: 'La personne' },
  deceased: { ar: 'البيانات المتعلقة بالمتوفى(ة)', fr: 'La personne décédée' },
  parents: { ar: 'الأبوان', fr: 'Les parents' },
  father: { ar: 'الأب', fr: 'Le père' },
  mother: { ar: 'الأم', fr: 'La mère' },
  act: { ar: 'التصريح وتحرير الرسم', fr: 'Déclaration et acte' },
  head: { ar: 'رب(ة) الأسرة', fr: 'Chef de famille' },
  spouses: { ar: 'الأزواج', fr: 'Conjoints' },
  children: { ar: 'الأبناء', fr: 'Enfants' },
  mentions: { ar: 'البيانات الهامشية', fr: 'Mentions marginales' },
} as const satisfies Readonly<Record<string, Both>>;

export const noMentions: Both = { ar: 'لا شيء.', fr: 'Néant.' };

/** Titles by kind of document and of act. */
export const titles: Readonly<Record<DocumentKind, { readonly birth: Both; readonly death: Both }>> = {
  extract: {
    birth: { ar: 'نسخة موجزة من رسم الولادة', fr: 'Extrait d’acte de naissance' },
    death: { ar: 'نسخة موجزة من رسم الوفاة', fr: 'Extrait d’acte de décès' },
  },
  'full-copy': {
    birth: { ar: 'نسخة كاملة من رسم الولادة', fr: 'Copie intégrale d’acte de naissance' },
    death: { ar: 'نسخة كاملة من رسم الوفاة', fr: 'Copie intégrale d’acte de décès' },
  },
  'fiche-individuelle': both({ ar: 'بطاقة شخصية للحالة المدنية', fr: 'Fiche individuelle d’état civil' }),
  'fiche-familiale': both({ ar: 'بطاقة عائلية للحالة المدنية', fr: 'Fiche familiale d’état civil' }),
  'life-certificate': both({ ar: 'شهادة الحياة', fr: 'Certificat de vie' }),
  'family-book': both({ ar: 'الدفتر العائلي', fr: 'Livret de famille' }),
};

function both(title: Both): { birth: Both; death: Both } {
  return { birth: title, death: title };
}

const QUALITIES: Readonly<Record<string, Both>> = {
  father: { ar: 'الأب', fr: 'père' },
  mother: { ar: 'الأم', fr: 'mère' },
  grandparent: { ar: 'الجد(ة)', fr: 'grand-parent' },
  'uncle-aunt': { ar: 'العم(ة) أو الخال(ة)', fr: 'oncle ou tante' },
  guardian: { ar: 'الوصي(ة) أو المقدم(ة)', fr: 'tuteur' },
  sibling: { ar: 'الأخ(ت)', fr: 'frère ou sœur' },
  'nephew-niece': { ar: 'ابن(ة) الأخ أو الأخت', fr: 'neveu ou nièce' },
  spouse: { ar: 'الزوج(ة)', fr: 'conjoint' },
  child: { ar: 'الابن(ة)', fr: 'enfant' },
  relative: { ar: 'من الأقارب', fr: 'parent' },
  authority: { ar: 'السلطة المحلية', fr: 'autorité locale' },
  establishment: { ar: 'المؤسسة الصحية', fr: 'établissement de santé' },
};

/** The declarant's quality in words; a code that is not known is shown as it is. */
export const qualityOf = (quality: string): Both => QUALITIES[quality] ?? { ar: quality, fr: quality };

const ORDER = ['', 'الأول', 'الثاني', 'الثالث', 'الرابع', 'الخامس', 'السادس'];
const ORDINAL = ['', 'premier', 'deuxième', 'troisième', 'quatrième', 'cinquième', 'sixième'];

/** Which of several children of one birth: `التوأم الأول (1/2)`, `premier jumeau (1/2)`. Empty for one alone. */
export function twinOf(order: number, count: number): Both {
  if (count < 2) return { ar: '', fr: '' };
  return {
    ar: `التوأم ${ORDER[order] ?? order} (${order}/${count})`,
    fr: `${ORDINAL[order] ?? order} de ${count} enfants d’une même naissance (${order}/${count})`,
  };
}

export const verifyWords: Both = {
  ar: 'للتحقق من صحة هذه الوثيقة، يمسح الرمز أو تفتح الصفحة أدناه. لا يعتد بوثيقة لا تطابق ما تظهره الصفحة.',
  fr: 'Pour vérifier ce document, scannez le code ou ouvrez l’adresse ci-dessous. Un document qui dit autre chose que cette page est sans valeur.',
};

export const footerWords: Both = {
  ar: 'وثيقة مختومة إلكترونيا (القانون 43.20)',
  fr: 'Document scellé électroniquement (loi 43-20)',
};
