import { describe, expect, it } from '@jest/globals';
import type { RuleInput } from './rule.ts';
import { seedRules } from './seed-rules.ts';
import { validateRules } from './validate.ts';

const good: RuleInput = {
  id: 'dec-contract',
  version: 1,
  categories: ['DEC'],
  territory: '06.141.01.0',
  validFrom: '2024-01-01',
  validTo: '2030-01-01',
  lead: { organisation: 'operator:example', unit: 'administration' },
  note: { ar: 'عقد', fr: 'contrat' },
  source: 'contrat',
};
const confidential: RuleInput = {
  ...good,
  id: 'secret',
  categories: ['COR'],
  when: { confidential: true },
  outcome: 'qualification',
  lead: { organisation: 'igat', unit: 'administration' },
};
const problems = (...rules: unknown[]): string[] => {
  const checked = validateRules(rules);
  return checked.ok ? [] : checked.problems.map(({ path, message }) => `${path}: ${message}`);
};

describe('a set of rules', () => {
  it('is accepted whole, with defaults filled in', () => {
    expect(problems(good, confidential)).toEqual([]);
    expect(validateRules([good])).toMatchObject({ ok: true, rules: [{ outcome: 'assigned', consulted: [] }] });
  });

  it.each<[string, object, string]>([
    [
      'an unknown category',
      { categories: ['DEC', 'NOPE'] },
      'rules[0].categories: dec-contract: unknown category NOPE',
    ],
    ['no category', { categories: [] }, 'rules[0].categories'],
    ['an empty territory', { territory: '' }, 'rules[0].territory'],
    [
      'a territory that is no code',
      { territory: '6.141' },
      'rules[0].territory: dec-contract: 6.141 is not a territory code',
    ],
    [
      'an end on the day of the start',
      { validTo: '2024-01-01' },
      'rules[0].validTo: dec-contract: must be after validFrom',
    ],
    ['an end before the start', { validTo: '2023-01-01' }, 'rules[0].validTo'],
    ['a day that does not exist', { validFrom: '2024-02-30' }, 'rules[0].validFrom'],
    [
      'an organisation nobody knows',
      { lead: { organisation: 'mairie', unit: 'technical' } },
      'rules[0].lead: dec-contract: mairie',
    ],
    ['an unknown body consulted', { consulted: ['who'] }, 'rules[0].lead: dec-contract: who'],
    ['nobody in charge inside', { lead: { organisation: 'commune', unit: '' } }, 'rules[0].lead.unit'],
    ['no Arabic', { note: { ar: '', fr: 'x' } }, 'rules[0].note.ar'],
    ['a misspelt member', { validUntil: '2030-01-01' }, 'rules[0]: Unrecognized key'],
    ['an id the trace uses itself', { id: 'addressee' }, 'rules[0].id'],
    [
      'corruption in the open',
      { categories: ['COR'] },
      'rules[0].when.confidential: dec-contract: COR is always confidential',
    ],
  ])('is refused with %s', (_what, change, problem) => {
    expect(problems({ ...good, ...change })[0]).toContain(problem);
  });

  it.each<[string, object, string]>([
    ['held by the commune', { lead: { organisation: 'commune', unit: 'direction' } }, 'rules[0].lead'],
    ["held by the governor's staff at large", { lead: { organisation: 'gouverneur', unit: 'taxis' } }, 'rules[0].lead'],
    ['open to an addressee', { alternatives: [{ organisation: 'province', unit: 'administration' }] }, 'rules[0].lead'],
    ['with the province consulted', { consulted: ['province'] }, 'rules[0].consulted'],
    ['assigned without qualification', { outcome: 'assigned' }, 'rules[0].outcome'],
  ])('is refused with a confidential case %s', (_what, change, problem) => {
    expect(problems({ ...confidential, ...change })[0]).toContain(problem);
  });

  it('is refused when empty, or no list at all', () => {
    expect(problems()[0]).toContain('rules:');
    expect(validateRules({ rules: [] })).toMatchObject({ ok: false });
  });

  it('is refused when a rule is there twice', () => {
    expect(problems(good, { ...good, territory: '04' })).toEqual(['rules[1].id: dec-contract is there twice']);
  });

  it.each<[string, object]>([
    ['in the same years', {}],
    ['when one starts on the last day of the other', { validFrom: '2029-12-31', validTo: undefined }],
    ['when one category of several is shared', { categories: ['VOI', 'DEC'] }],
  ])('is refused when two rules of the same rank contradict %s', (_what, change) => {
    const other = { ...good, id: 'other', lead: { organisation: 'commune', unit: 'technical' }, ...change };
    expect(problems(good, other)).toEqual(['rules[1]: other contradicts dec-contract']);
  });

  it.each<[string, object]>([
    ['one starts when the other ends', { validFrom: '2030-01-01', validTo: undefined }],
    ['the territory is more precise', { territory: '06.141' }],
    ['only one is for a kind', { when: { kind: 'suggestion' } }],
    ['one is for every category', { categories: '*' }],
    ['they answer the same', { lead: good.lead }],
  ])('lets two rules stand side by side when %s', (_what, change) => {
    const other = { ...good, id: 'other', lead: { organisation: 'commune', unit: 'technical' }, ...change };
    expect(problems(good, other)).toEqual([]);
  });

  it('says every reason at once', () => {
    expect(problems({ ...good, categories: ['NOPE'], territory: 'x', consulted: ['who'] })).toHaveLength(3);
  });

  it('refuses a seed in which one rule was copied and changed', () => {
    const copy = { ...seedRules[0], id: 'copy', lead: { organisation: 'commune', unit: 'hygiene' } };
    expect(problems(...seedRules, copy)).toEqual([`rules[${seedRules.length}]: copy contradicts voi-commune`]);
  });
});
