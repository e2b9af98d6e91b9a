import { describe, expect, it } from '@jest/globals';
import { byPriority, type RuleInput, ruleSchema } from './rule.ts';

const rule = (id: string, more: Partial<RuleInput>) =>
  ruleSchema.parse({
    id,
    version: 1,
    categories: ['VOI'],
    territory: '03',
    validFrom: '2020-01-01',
    lead: { organisation: 'commune', unit: 'technical' },
    note: { ar: 'قاعدة', fr: 'règle' },
    source: 'table',
    ...more,
  });

describe('the order in which rules are tried', () => {
  it('is: longer territory, named category, named kind, later start, id', () => {
    const ordered = [
      rule('commune', { territory: '03.451.01.09', categories: '*', validFrom: '2016-01-01' }),
      rule('province', { territory: '03.451', categories: '*' }),
      rule('kind', { when: { kind: 'suggestion' }, validFrom: '2016-01-01' }),
      rule('zz-later', { validFrom: '2021-01-01' }),
      rule('a', {}),
      rule('b', {}),
      rule('all', { categories: '*', validFrom: '2025-01-01' }),
      rule('country', { territory: '00', validFrom: '2026-01-01' }),
    ];
    expect(ordered.toReversed().sort(byPriority)).toEqual(ordered);
    expect([...ordered].sort(byPriority)).toEqual(ordered);
  });
});
