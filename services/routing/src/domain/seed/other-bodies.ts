import type { RuleInput } from '../rule.ts';
import { communal, everywhere, TABLE } from './shape.ts';

/** Where another body than the commune comes first, or may. */
export const otherBodies: readonly RuleInput[] = [
  everywhere({
    id: 'trt-gouverneur',
    categories: ['TRT'],
    lead: { organisation: 'gouverneur', unit: 'taxis' },
    note: { ar: 'سيارات الأجرة من اختصاص العامل', fr: 'Taxis : compétence du gouverneur' },
  }),
  everywhere({
    id: 'soc-province',
    categories: ['SOC'],
    lead: { organisation: 'province', unit: 'social' },
    alternatives: [{ organisation: 'commune', unit: 'administration' }],
    note: {
      ar: 'العمل الاجتماعي والنقل المدرسي لدى العمالة أو الإقليم أولا، ولدى الجماعة إذا وجه إليها الملف',
      fr: 'Action sociale et transport scolaire : la préfecture ou province d’abord, la commune quand on s’adresse à elle',
    },
    source: 'Loi organique 112-14, art. 79',
  }),
  communal(
    'RUR',
    'technical',
    {
      ar: 'المسالك القروية ونقط الماء لدى الجماعة، ويستشار الإقليم؛ ويتولاها الإقليم أو الجهة إذا وجه إليهما الملف',
      fr: 'Pistes rurales et points d’eau : la commune, la province consultée ; province ou région quand on s’adresse à elles',
    },
    {
      alternatives: [
        { organisation: 'province', unit: 'technical' },
        { organisation: 'region', unit: 'technical' },
      ],
      consulted: ['province'],
      source: `${TABLE} ; loi organique 112-14, art. 79`,
    },
  ),
];

/** The body complained of never sees these. A case no rule of which applies goes to IGAT alone. */
export const confidentialRules: readonly RuleInput[] = [
  everywhere({
    when: { confidential: true },
    outcome: 'qualification',
    id: 'cor-igat',
    categories: ['COR'],
    lead: { organisation: 'igat', unit: 'administration' },
    consulted: ['gouverneur'],
    note: {
      ar: 'الرشوة والشطط: المفتشية العامة للإدارة الترابية، ومعها الموظف المعين لدى العامل',
      fr: 'Corruption et abus : l’IGAT, et l’agent nommément désigné du gouverneur',
    },
  }),
  everywhere({
    when: { confidential: true },
    outcome: 'qualification',
    id: 'confidential-named-officer',
    categories: '*',
    lead: { organisation: 'gouverneur', unit: 'named-officer' },
    consulted: ['igat'],
    note: {
      ar: 'ملف سري يخص منتخبا أو رئيس مصلحة: الموظف المعين لدى العامل، والمفتشية العامة على علم',
      fr: 'Cas confidentiel visant un élu ou un chef de service : l’agent désigné du gouverneur, l’IGAT informée',
    },
  }),
];
