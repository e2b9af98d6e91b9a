import { foldWords } from '@jamaa/kit';
import type { Channel, Kind } from '../vocabulary.ts';

const fold = (text: string): string => foldWords(text).join(' ');

const dictionary = <T extends string>(words: Readonly<Record<T, readonly string[]>>): ReadonlyMap<string, T> =>
  new Map(
    (Object.entries(words) as [T, readonly string[]][]).flatMap(([meaning, said]) =>
      [meaning, ...said].map((word) => [fold(word), meaning] as const),
    ),
  );

/** How a register says where a case stands. What is open begins anew with the unit it is given to. */
export type RegisterState = 'open' | 'answered' | 'closed' | 'refused' | 'withdrawn';

const states = dictionary<RegisterState>({
  open: [
    'received',
    'qualification',
    'assigned',
    'in progress',
    'awaiting complement',
    'answer proposed',
    'ouverte',
    'nouvelle',
    'reçue',
    'en cours',
    'en cours de traitement',
    'مفتوحة',
    'جديدة',
    'في طور المعالجة',
    'قيد المعالجة',
  ],
  answered: ['répondue', 'traitée', 'تمت الإجابة', 'تم الجواب', 'معالجة'],
  closed: ['fermée', 'clôturée', 'clôturé', 'مغلقة', 'منتهية'],
  refused: ['rejected', 'refusée', 'rejetée', 'مرفوضة'],
  withdrawn: ['retirée', 'désistement', 'مسحوبة', 'متنازل عنها'],
});

const kinds = dictionary<Kind>({
  reclamation: ['plainte', 'requête', 'complaint', 'شكاية', 'شكوى', 'تظلم'],
  observation: ['remarque', 'ملاحظة'],
  suggestion: ['proposition', 'اقتراح', 'مقترح'],
});

const channels = dictionary<Channel>({
  web: ['portail', 'internet', 'الموقع', 'البوابة'],
  mobile: ['application', 'تطبيق', 'الهاتف المحمول'],
  desk: ['guichet', "bureau d'ordre", 'مكتب الضبط', 'الشباك'],
  'call-centre': ['3737', "centre d'appel", 'مركز النداء'],
  open311: [],
  import: [],
});

export const stateSaid = (text: string): RegisterState | undefined => states.get(fold(text));
export const kindSaid = (text: string): Kind | undefined => kinds.get(fold(text));
export const channelSaid = (text: string): Channel | undefined => channels.get(fold(text));
