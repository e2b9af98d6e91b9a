import { describe, expect, it } from '@jest/globals';
import { parseAccounts, subjectOf } from './accounts.ts';

const person = { account: 'citizen', email: 'citizen@example.ma', name: { ar: 'مواطنة', fr: 'Citoyenne' } };
const parse = (value: unknown) => parseAccounts('accounts.json', JSON.stringify(value));

describe('parseAccounts', () => {
  it('fills in what may be left out', () => {
    expect(parse([person])).toEqual([{ ...person, acr: 'simple', locale: 'ar' }]);
  });

  it.each([
    ['a wrong level', [{ ...person, acr: 'very' }], /0\.acr/],
    ['a missing French name', [{ ...person, name: { ar: 'مواطنة' } }], /0\.name\.fr/],
    ['a wrong address', [{ ...person, email: 'citizen' }], /0\.email/],
    ['the same account twice', [person, { ...person, email: 'other@example.ma' }], /1\.account: is used twice/],
    ['the same address twice', [person, { ...person, account: 'other' }], /1\.email: is used twice/],
    ['no account at all', [], /at least one account/],
    ['something else than a list', {}, /the file/],
  ])('names %s', (_case, value, message) => {
    expect(() => parse(value)).toThrow(message);
  });

  it('says when the file is not JSON', () => {
    expect(() => parseAccounts('accounts.json', '[')).toThrow(/accounts\.json: is not JSON/);
  });
});

describe('subjectOf', () => {
  it('is stable, differs between accounts and does not show the account', () => {
    expect(subjectOf('citizen')).toBe(subjectOf('citizen'));
    expect(subjectOf('citizen')).not.toBe(subjectOf('handler'));
    expect(subjectOf('citizen')).toMatch(/^[\w-]{22}$/);
    expect(subjectOf('citizen')).not.toContain('citizen');
  });
});
