import type { RuleInput } from '../rule.ts';

/** Publication of organic laws 111-14, 112-14 and 113-14 (Bulletin officiel 6380), which share the competences out. */
const ORGANIC_LAWS = '2015-07-23';

export const COMMUNES_83 = 'Loi organique 113-14, art. 83';
export const COMMUNES_100 = 'Loi organique 113-14, art. 100';
export const TABLE = 'Table des responsabilités (règle de la plateforme)';

type Optional = 'version' | 'territory' | 'validFrom' | 'source';
type Everywhere = Omit<RuleInput, Optional> & Partial<Pick<RuleInput, Optional>>;

/** A rule for the whole country since the organic laws, out of the table unless it says otherwise. */
export const everywhere = (rule: Everywhere): RuleInput => ({
  version: 1,
  territory: '00',
  validFrom: ORGANIC_LAWS,
  source: TABLE,
  ...rule,
});

type More = Partial<Omit<RuleInput, 'id' | 'categories' | 'lead' | 'note'>>;

/** A rule for the whole country that gives a category to a unit of the commune. */
export const communal = (category: string, unit: string, note: RuleInput['note'], more: More = {}): RuleInput =>
  everywhere({
    id: `${category.toLowerCase()}-commune`,
    categories: [category],
    lead: { organisation: 'commune', unit },
    note,
    ...more,
  });
