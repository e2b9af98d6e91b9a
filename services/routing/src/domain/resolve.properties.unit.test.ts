import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { categoryCodes } from './categories.ts';
import { placeOf } from './place.ts';
import { type RoutingRequest, resolve } from './resolve.ts';
import { type Kind, kinds, type Rule } from './rule.ts';

const communes = ['03.451.01.09', '03.451.05.03', '03.231.01.0', '06.141.01.0', '08.201.01.01'];
const territories = ['00', '03', '03.451', '03.451.01', '03.451.01.09', '06', '06.141', '06.141.01.0', '08'];
const organisations = [
  'commune',
  'province',
  'region',
  'gouverneur',
  'srm',
  'igat',
  'operator:x',
  'commune:06.141.01.0',
];
const units = ['technical', 'administration', 'named-officer', ''];
const categories = fc.constantFrom('VOI', 'EAU', 'COR', 'ACC', 'AUT');
/** Few days, so that rules start together, end on the day asked for, and only their ids tell them apart. */
const day = fc.constantFrom('2018-01-01', '2022-06-01', '2024-10-01', '2025-02-28', '2027-01-01');
const body = fc.record({ organisation: fc.constantFrom(...organisations), unit: fc.constantFrom(...units) });

/** Rules of any shape, contradictory and unsafe ones included: resolve must not rely on the check at loading. */
const rule: fc.Arbitrary<Rule> = fc.record({
  id: fc.string({ minLength: 1, maxLength: 6 }),
  version: fc.integer({ min: 1, max: 9 }),
  categories: fc.oneof(fc.constant('*' as const), fc.array(categories, { minLength: 1, maxLength: 3 })),
  territory: fc.constantFrom(...territories),
  validFrom: day,
  validTo: fc.option(day, { nil: undefined }),
  when: fc.option(
    fc.record({
      confidential: fc.option(fc.boolean(), { nil: undefined }),
      kind: fc.option(fc.constantFrom<Kind>(...kinds), { nil: undefined }),
    }),
    { nil: undefined },
  ),
  outcome: fc.constantFrom('assigned' as const, 'qualification' as const),
  lead: body,
  alternatives: fc.array(body, { maxLength: 2 }),
  consulted: fc.array(fc.constantFrom(...organisations), { maxLength: 3 }),
  note: fc.constant({ ar: 'ملاحظة', fr: 'note' }),
  source: fc.constant('table'),
});
const ruleSet: fc.Arbitrary<Rule[]> = fc.uniqueArray(rule, { selector: ({ id }) => id, maxLength: 12 });

const request: fc.Arbitrary<RoutingRequest> = fc.record({
  category: categories,
  place: fc.constantFrom(...communes).map((code) => placeOf(code) ?? { commune: '', province: '', region: '' }),
  date: day,
  kind: fc.constantFrom<Kind>(...kinds),
  confidential: fc.boolean(),
  addressee: fc.constantFrom('', 'commune:06.141.01.0', 'province:03.451', 'gouverneur:03.451', 'region:03', 'igat'),
});
const runs = { numRuns: 400 };

describe('resolve, for any rules', () => {
  it('does not depend on the order of the rules', () => {
    const shuffled = ruleSet.chain((rules) =>
      fc.tuple(fc.constant(rules), fc.shuffledSubarray(rules, { minLength: rules.length, maxLength: rules.length })),
    );
    fc.assert(
      fc.property(shuffled, request, ([rules, other], asked) => {
        expect(resolve(other, asked)).toEqual(resolve(rules, asked));
      }),
      runs,
    );
  });

  it('names exactly one lead or qualifying body, by at most one rule, and says why in both languages', () => {
    fc.assert(
      fc.property(ruleSet, request, (rules, asked) => {
        const decision = resolve(rules, asked);
        expect(decision.organisation).toMatch(/^(igat|[a-z]+:\S+)$/);
        expect(decision.consulted).not.toContain(decision.organisation);
        expect(new Set(decision.consulted).size).toBe(decision.consulted.length);
        const deciding = decision.trace.filter((step) => step.matched && rules.some(({ id }) => id === step.ruleId));
        expect(deciding.map((step) => step.ruleId)).toEqual(decision.ruleId === '' ? [] : [decision.ruleId]);
        expect(decision.ruleId !== '' || decision.outcome === 'qualification').toBe(true);
        expect(decision.trace.length).toBeGreaterThan(0);
        for (const step of decision.trace) {
          expect(step.ar).toMatch(/[\u0621-\u064a]/);
          expect(step.fr).not.toBe('');
        }
      }),
      runs,
    );
  });

  it('gives a confidential case to IGAT or the named officer of the governor only, and tells of nobody else', () => {
    const asked = fc.tuple(request, fc.boolean()).map(([one, corruption]) => ({
      ...one,
      ...(corruption ? { category: 'COR', confidential: false } : { confidential: true }),
    }));
    fc.assert(
      fc.property(ruleSet, asked, (rules, one) => {
        const decision = resolve(rules, one);
        expect(decision.outcome).toBe('qualification');
        expect([`gouverneur:${one.place.province}/named-officer`, 'igat']).toContain(
          decision.organisation === 'igat' ? 'igat' : `${decision.organisation}/${decision.unit}`,
        );
        for (const consulted of decision.consulted)
          expect(['igat', `gouverneur:${one.place.province}`]).toContain(consulted);
        const text = JSON.stringify({ ...decision, trace: decision.trace.map(({ ar, fr }) => [ar, fr]) });
        expect(text).not.toMatch(/commune:|province:|region:|srm:|operator:/);
        if (one.addressee !== 'igat' && one.addressee !== '') expect(text).not.toContain(`"${one.addressee}"`);
      }),
      runs,
    );
  });

  it('is not changed by a rule for another category, another territory or the other confidentiality', () => {
    const unrelated = (asked: RoutingRequest, one: Rule): readonly Rule[] => {
      const confidential = asked.confidential || asked.category === 'COR';
      const elsewhere = asked.place.region === '06' ? '08' : '06';
      const other = categoryCodes.filter((code) => code !== asked.category).slice(0, 3);
      return [
        { ...one, id: 'unrelated-1', categories: other },
        { ...one, id: 'unrelated-2', territory: elsewhere },
        { ...one, id: 'unrelated-3', when: { ...one.when, confidential: !confidential } },
      ];
    };
    fc.assert(
      fc.property(ruleSet, request, rule, (rules, asked, one) => {
        expect(resolve([...rules, ...unrelated(asked, one)], asked)).toEqual(resolve(rules, asked));
      }),
      runs,
    );
  });

  it('is decided by the rule of the longest territory that holds', () => {
    fc.assert(
      fc.property(ruleSet, request, (rules, asked) => {
        const decision = resolve(rules, asked);
        const decisive = rules.find(({ id }) => id === decision.ruleId);
        const depth = (code: string): number => (code === '00' ? 0 : code.split('.').length);
        const holding = rules.filter(
          ({ categories: named, territory, validFrom, validTo, when }) =>
            (named === '*' || named.includes(asked.category)) &&
            (territory === '00' || `${asked.place.commune}.`.startsWith(`${territory}.`)) &&
            validFrom <= asked.date &&
            (validTo === undefined || asked.date < validTo) &&
            (when?.kind === undefined || when.kind === asked.kind) &&
            (when?.confidential ?? false) === false,
        );
        if (asked.confidential || asked.category === 'COR') return;
        if (decisive === undefined) expect(holding).toEqual([]);
        else for (const one of holding) expect(depth(one.territory)).toBeLessThanOrEqual(depth(decisive.territory));
      }),
      runs,
    );
  });
});
