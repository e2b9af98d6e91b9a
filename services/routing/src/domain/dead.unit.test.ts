import { describe, expect, it } from '@jest/globals';
import { deadRules } from './dead.ts';
import { type RuleInput, ruleSchema } from './rule.ts';
import { seedRules } from './seed-rules.ts';

const communes = ['03.451.01.09', '03.451.07.05', '06.141.01.0'];
const rule = (id: string, more: Partial<RuleInput> = {}) =>
  ruleSchema.parse({
    id,
    version: 1,
    categories: ['DEC'],
    territory: '03',
    validFrom: '2026-01-01',
    lead: { organisation: 'commune', unit: 'technical' },
    note: { ar: 'ق', fr: 'r' },
    source: 's',
    ...more,
  });
const dead = (...rules: ReturnType<typeof rule>[]) => deadRules(rules, communes).map(({ id }) => id);

describe('a rule that can never decide', () => {
  it('is one that others, put together, are tried before in every commune and on every day', () => {
    const parts = [rule('a', { territory: '03.451.01' }), rule('b', { territory: '03.451.07.05' })];
    expect(dead(rule('wide'), ...parts)).toEqual(['wide']);
    expect(deadRules([rule('wide'), ...parts], communes)).toEqual([{ id: 'wide', coveredBy: ['a', 'b'] }]);
  });
  it.each([
    ['one commune is left', [rule('a', { territory: '03.451.01' })]],
    ['one day is left before', [rule('a', { territory: '03.451', validFrom: '2026-01-02' })]],
    ['one day is left after', [rule('a', { territory: '03.451', validTo: '2030-01-01' })]],
    [
      'one day is left between',
      [
        rule('a', { territory: '03.451', validTo: '2027-01-01' }),
        rule('b', { territory: '03.451', validFrom: '2027-01-02' }),
      ],
    ],
    ['one kind is left', [rule('a', { territory: '03.451', when: { kind: 'suggestion' } })]],
    ['the others are for confidential cases', [rule('a', { territory: '03.451', when: { confidential: true } })]],
    ['the others are for another category', [rule('a', { territory: '03.451', categories: ['VOI'] })]],
  ])('is none of which %s', (_what, others) => {
    expect(dead(rule('wide'), ...others)).toEqual([]);
  });
  it('is the second of two that say the same', () => {
    expect(dead(rule('one'), rule('two'))).toEqual(['two']);
  });
  it('does not stand among the seeded rules', () => {
    expect(deadRules(ruleSchema.array().parse(seedRules), communes)).toEqual([]);
  });
});
