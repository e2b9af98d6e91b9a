import { describe, expect, it } from '@jest/globals';
import { placeOf } from './place.ts';
import { type RoutingRequest, resolve } from './resolve.ts';
import type { RuleInput } from './rule.ts';
import { seedRules } from './seed-rules.ts';
import { validateRules } from './validate.ts';

const rulesWith = (...more: RuleInput[]) => {
  const checked = validateRules([...seedRules, ...more]);
  if (!checked.ok) throw new Error(JSON.stringify(checked.problems));
  return checked.rules;
};
const decide = (request: Partial<Omit<RoutingRequest, 'place'>>, commune = '04.421.01.0', rules = rulesWith()) => {
  const place = placeOf(commune);
  if (place === undefined) throw new Error(commune);
  const usual = {
    category: 'VOI',
    date: '2026-03-02',
    kind: 'reclamation',
    confidential: false,
    addressee: '',
  } as const;
  return resolve(rules, { ...usual, ...request, place });
};
const contract = (more: Partial<RuleInput>): RuleInput => ({
  id: 'dec-operator',
  version: 2,
  categories: ['DEC'],
  territory: '04.421.01.0',
  validFrom: '2024-01-01',
  validTo: '2031-01-01',
  lead: { organisation: 'operator:example', unit: 'administration' },
  consulted: ['commune'],
  note: { ar: 'عقد تدبير مفوض', fr: 'Contrat de gestion déléguée' },
  source: 'Contrat',
  ...more,
});

describe('a dated contract of one territory', () => {
  const rules = rulesWith(contract({}));
  it.each([
    ['2023-12-31', 'commune:04.421.01.0', 'technical', []],
    ['2024-01-01', 'operator:example', 'administration', ['commune:04.421.01.0']],
    ['2030-12-31', 'operator:example', 'administration', ['commune:04.421.01.0']],
    ['2031-01-01', 'commune:04.421.01.0', 'technical', []],
  ])('on %s leads to %s', (date, organisation, unit, consulted) => {
    expect(decide({ category: 'DEC', date }, '04.421.01.0', rules)).toMatchObject({ organisation, unit, consulted });
  });

  it('changes nothing next door', () => {
    expect(decide({ category: 'DEC' }, '04.441.01.0', rules)).toEqual(decide({ category: 'DEC' }, '04.441.01.0'));
  });

  it('works for an ECI over a province and for lighting by the régional society', () => {
    const more = rulesWith(
      contract({
        id: 'trb-eci',
        categories: ['TRB'],
        territory: '04.421',
        lead: { organisation: 'eci:example', unit: 'administration' },
      }),
      contract({ id: 'ecl-srm', categories: ['ECL'], lead: { organisation: 'srm', unit: 'lighting' }, consulted: [] }),
    );
    expect(decide({ category: 'TRB' }, '04.421.01.0', more).organisation).toBe('eci:example');
    expect(decide({ category: 'ECL' }, '04.421.01.0', more)).toMatchObject({
      organisation: 'srm:04',
      unit: 'lighting',
    });
  });
});

describe('the addressee', () => {
  it.each([
    ['SOC', 'commune:04.421.01.0', 'administration'],
    ['SOC', 'province:04.421', 'social'],
    ['RUR', 'province:04.421', 'technical'],
    ['RUR', 'region:04', 'technical'],
    ['ACC', 'province:04.421', 'administration'],
    ['ACC', 'commune:04.421.01.0', 'direction'],
    ['INF', 'region:04', 'administration'],
    ['AUT', 'province:04.421', ''],
  ])('of %s is respected when competent: %s', (category, addressee, unit) => {
    const decision = decide({ category, addressee });
    expect(decision).toMatchObject({ organisation: addressee, unit });
    expect(decision.trace.find((step) => step.ruleId === 'addressee')).toMatchObject({ matched: true });
    expect(decision.consulted).not.toContain(addressee);
  });

  it.each([
    ['EAU', 'commune:04.421.01.0', 'srm:04'],
    ['VOI', 'region:04', 'commune:04.421.01.0'],
    ['SOC', 'province:06.141', 'province:04.421'],
    ['ACC', 'commune:06.141.01.0', 'commune:04.421.01.0'],
  ])('of %s is only noted when not: %s', (category, addressee, organisation) => {
    const decision = decide({ category, addressee });
    expect(decision.organisation).toBe(organisation);
    const step = decision.trace.find(({ ruleId }) => ruleId === 'addressee');
    expect(step).toMatchObject({ matched: false });
    expect(step?.fr).toContain(addressee);
    expect(step?.ar).toContain(organisation);
  });

  it('never holds the case that complains of it, be it the governor', () => {
    const named = decide({ category: 'ACC', confidential: true, addressee: 'gouverneur:04.421' });
    expect(named).toMatchObject({
      organisation: 'igat',
      unit: 'administration',
      consulted: [],
      outcome: 'qualification',
    });
    expect(decide({ category: 'COR', addressee: 'gouverneur:04.421' }).consulted).toEqual([]);
    expect(JSON.stringify(named)).not.toContain('gouverneur:04.421');
  });
});

describe('the trace', () => {
  it('says of each rule that covers the place why it holds or not, in Arabic and French', () => {
    const { trace } = decide({ category: 'EAU', date: '2025-05-31' });
    expect(trace.map(({ ruleId, matched }) => [ruleId, matched])).toEqual([
      ['eau-srm-04', false],
      ['eau-commune', true],
    ]);
    expect(trace[0]).toMatchObject({ fr: "La règle ne vaut qu'à partir du 2025-06-01" });
    expect(trace[0]?.ar).toBe('لا تسري القاعدة إلا ابتداء من \u20662025-06-01\u2069');
    expect(decide({ category: 'EAU' }).trace[1]?.fr).toBe("Une règle plus précise l'emporte : eau-srm-04");
  });

  it('says when a contract has ended and for which kind a rule is', () => {
    const rules = rulesWith(
      contract({}),
      contract({
        id: 'dec-suggestion',
        when: { kind: 'suggestion' },
        lead: { organisation: 'commune', unit: 'direction' },
      }),
    );
    const steps = decide({ category: 'DEC', date: '2031-02-01' }, '04.421.01.0', rules).trace;
    expect(steps.map(({ fr }) => fr).slice(0, 2)).toEqual([
      'La règle ne vaut plus depuis le 2031-01-01',
      'La règle ne vaut plus depuis le 2031-01-01',
    ]);
    expect(decide({ category: 'DEC' }, '04.421.01.0', rules).trace[0]?.fr).toBe(
      'La règle ne vaut que pour les suggestions',
    );
    expect(decide({ category: 'DEC', kind: 'suggestion' }, '04.421.01.0', rules).unit).toBe('direction');
  });

  it('tells an unknown category that no rule decides', () => {
    const decision = decide({ category: 'XYZ' });
    expect(decision).toMatchObject({ outcome: 'qualification', organisation: 'commune:04.421.01.0', unit: '' });
    expect(decision.trace).toEqual([
      {
        ruleId: 'no-rule',
        matched: true,
        ar: expect.stringContaining('لا توجد قاعدة سارية'),
        fr: 'Aucune règle en vigueur pour la catégorie XYZ le 2026-03-02 : le gestionnaire qualifie le dossier',
      },
    ]);
  });

  it('sends a confidential case that no rule decides to IGAT', () => {
    expect(decide({ category: 'COR' }, '04.421.01.0', [])).toMatchObject({
      outcome: 'qualification',
      organisation: 'igat',
      consulted: [],
    });
  });
});
