import { fields } from './form-fields.ts';
import type { Kind } from './vocabulary.ts';

interface Words {
  readonly ar: string;
  readonly fr: string;
}

/** When a field that is not always required is. */
export type Condition = keyof typeof conditions;

export interface FormField {
  /** In the body of a deposit, for example `complainant.name`. */
  readonly path: string;
  readonly label: Words;
  readonly help: Words;
  readonly obligation: 'required' | 'optional' | Condition;
}

/** What a deposit of one kind has to say: the template of Decree 2-17-265. The check of a deposit reads the same table. */
export interface Form {
  readonly kind: Kind;
  readonly version: number;
  /** First day it holds, as an instant. */
  readonly from: string;
  readonly title: Words;
  readonly introduction: Words;
  readonly fields: readonly FormField[];
}

/** In words, for people who fill the form in. */
export const conditions = {
  'no-commune': { ar: 'إلزامي ما لم تحدد الجماعة', fr: 'obligatoire si la commune n’est pas indiquée' },
  identified: {
    ar: 'إلزامي، ما عدا أعطاب الفضاء العمومي التي يمكن التبليغ عنها دون ذكر الهوية',
    fr: 'obligatoire, sauf pour les défauts de voie publique qui peuvent être signalés sans se nommer',
  },
  'by-telephone-or-without-email': {
    ar: 'إلزامي في غياب البريد الإلكتروني، وفي كل إيداع عبر الهاتف',
    fr: 'obligatoire en l’absence de courriel et pour tout dépôt par téléphone',
  },
  'identified-at-the-desk': { ar: 'إلزامي عند الإيداع بالمكتب', fr: 'obligatoire pour un dépôt au bureau d’ordre' },
  represented: {
    ar: 'إلزامي عند الإيداع باسم شركة أو جمعية أو جماعة من الأشخاص',
    fr: 'obligatoire au nom d’une société, d’une association ou d’un groupe',
  },
  'on-behalf': {
    ar: 'إلزامي إذا كان المتصل ينوب عن غيره',
    fr: 'obligatoire si l’appelant parle pour une autre personne',
  },
  oral: { ar: 'إلزامي في كل إيداع شفوي', fr: 'obligatoire pour un dépôt oral' },
} as const satisfies Record<string, Words>;

const from = '2017-01-01T00:00:00Z';

/** Dated: a new version is a new row, and earlier deposits stay under theirs. */
const forms: readonly Form[] = [
  {
    kind: 'reclamation',
    version: 1,
    from,
    title: { ar: 'نموذج شكاية', fr: 'Formulaire de réclamation' },
    introduction: {
      ar: 'الشكاية طلب لرفع ضرر ناتج عن فعل أو امتناع أو قرار. يجاب عنها داخل ستين يوما من التوصل بها، طبقا للمرسوم رقم 2.17.265.',
      fr: 'La réclamation demande la réparation d’un préjudice né d’un acte, d’une omission ou d’une décision. Réponse dans les soixante jours de la réception (décret n° 2-17-265).',
    },
    fields: [
      fields.category,
      fields.description,
      fields.location,
      fields.commune,
      { ...fields.name, obligation: 'identified' },
      { ...fields.phone, obligation: 'by-telephone-or-without-email' },
      fields.email,
      { ...fields.identity, obligation: 'identified-at-the-desk' },
      ...fields.representative,
      fields.callerRelation,
      fields.paperNumber,
      fields.readBack,
    ],
  },
  ...(['observation', 'suggestion'] as const).map((kind): Form => {
    const words = {
      observation: {
        title: { ar: 'نموذج ملاحظة', fr: 'Formulaire d’observation' },
        introduction: {
          ar: 'الملاحظة رأي حول مرفق عمومي. يسلم عنها وصل ويخبر صاحبها بالمآل المخصص لها مع بيان أسبابه.',
          fr: 'L’observation est un avis sur un service public. Elle donne lieu à un récépissé et à une suite motivée.',
        },
      },
      suggestion: {
        title: { ar: 'نموذج اقتراح', fr: 'Formulaire de suggestion' },
        introduction: {
          ar: 'الاقتراح مبادرة لتحسين مرفق عمومي. يسلم عنه وصل ويخبر صاحبه بالمآل المخصص له مع بيان أسبابه.',
          fr: 'La suggestion propose d’améliorer un service public. Elle donne lieu à un récépissé et à une suite motivée.',
        },
      },
    }[kind];
    return {
      kind,
      version: 1,
      from,
      ...words,
      fields: [
        fields.category,
        fields.description,
        fields.location,
        fields.commune,
        fields.name,
        fields.phone,
        fields.email,
        fields.identity,
        ...fields.representative,
        fields.callerRelation,
        fields.paperNumber,
        fields.readBack,
      ],
    };
  }),
];

/** The form of a kind in force at an instant. */
export function formAt(kind: Kind, at: Date): Form {
  const ofKind = forms.filter((form) => form.kind === kind);
  const found = ofKind.findLast((form) => Date.parse(form.from) <= at.getTime()) ?? ofKind[0];
  if (found === undefined) throw new Error(`no form for ${kind} is configured`);
  return found;
}
