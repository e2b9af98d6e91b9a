import type { RuleInput } from '../rule.ts';
import { COMMUNES_83, communal, everywhere } from './shape.ts';

/** Start of each régional société multiservices (law 83-21), as announced. Régions not named here have no known date yet. */
const starts: Readonly<Record<string, string>> = {
  '06': '2024-10-01',
  '09': '2024-10-15',
  '07': '2024-11-01',
  '02': '2024-11-15',
  '04': '2025-06-01',
  '03': '2025-07-15',
  '12': '2025-10-06',
};

const networks = [
  { category: 'EAU', unit: 'water', ar: 'الماء الصالح للشرب', fr: 'Eau potable' },
  { category: 'ELE', unit: 'electricity', ar: 'الكهرباء', fr: 'Électricité' },
  { category: 'ASS', unit: 'sewerage', ar: 'التطهير السائل', fr: 'Assainissement liquide' },
];

const before: readonly RuleInput[] = [
  communal(
    'EAU',
    'technical',
    {
      ar: 'قبل الشركة الجهوية تختلف الجهة الموزعة للماء من جماعة إلى أخرى: تتلقى المصالح التقنية الملف وتوجهه',
      fr: 'Avant la SRM, régie, délégataire ou ONEE selon la commune : ses services techniques reçoivent et orientent',
    },
    { source: COMMUNES_83 },
  ),
  communal(
    'ASS',
    'technical',
    {
      ar: 'قبل الشركة الجهوية تختلف الجهة المكلفة بالتطهير من جماعة إلى أخرى: تتلقى المصالح التقنية الملف وتوجهه',
      fr: 'Avant la SRM, régie, délégataire ou ONEE selon la commune : ses services techniques reçoivent et orientent',
    },
    { source: COMMUNES_83 },
  ),
  everywhere({
    id: 'ele-onee',
    categories: ['ELE'],
    lead: { organisation: 'onee', unit: 'administration' },
    note: {
      ar: 'قبل الشركة الجهوية يتلقى المكتب الوطني للكهرباء والماء الصالح للشرب ملفات الكهرباء',
      fr: 'Avant la SRM, l’ONEE reçoit ce qui touche à l’électricité',
    },
  }),
];

const since: readonly RuleInput[] = Object.entries(starts).flatMap(([territory, validFrom]) => [
  ...networks.map(({ category, unit, ar, fr }) =>
    everywhere({
      id: `${category.toLowerCase()}-srm-${territory}`,
      categories: [category],
      territory,
      validFrom,
      lead: { organisation: 'srm', unit },
      note: { ar: `${ar}: الشركة الجهوية متعددة الخدمات`, fr: `${fr} : société régionale multiservices` },
      source: 'Loi 83-21',
    }),
  ),
  everywhere({
    id: `ino-srm-${territory}`,
    categories: ['INO'],
    territory,
    validFrom,
    lead: { organisation: 'commune', unit: 'technical' },
    consulted: ['srm'],
    note: {
      ar: 'تتدخل المصالح التقنية للجماعة، وتستشار الشركة الجهوية متعددة الخدمات',
      fr: 'Les services techniques de la commune interviennent, la société régionale multiservices est consultée',
    },
    source: `${COMMUNES_83} ; loi 83-21`,
  }),
]);

/** Water, electricity, sewerage, and the rain water that shares the sewers. */
export const networkRules: readonly RuleInput[] = [...before, ...since];
