import type { Grant } from '@jamaa/kit';
import { describe, expect, it } from '@jest/globals';
import { revoke } from './account.ts';
import { authorityOf, fullAuthority } from './authority.ts';
import { decideImport, type Existing } from './import-decide.ts';
import type { ImportLine } from './import-line.ts';

const commune: Grant = { role: 'gestionnaire', organisation: 'commune:03.451.01.09', unit: '', scope: '03.451.01.09' };
const national: Grant = { role: 'administrator', organisation: 'dgct', unit: '', scope: '00' };
const line = (over: Partial<ImportLine> = {}): ImportLine => ({
  line: 2,
  email: 'a@example.ma',
  name: 'أمينة',
  phone: '',
  reinstate: false,
  grant: commune,
  ...over,
});
const existing = (over: Partial<Existing['state']> = {}): Existing => ({
  state: { language: 'ar', active: true, grants: [commune], ...over },
  person: { name: 'أمينة', email: 'a@example.ma', phone: '' },
});
const regional =
  authorityOf([{ role: 'administrator', organisation: 'wali:03', unit: '', scope: '03' }]) ?? fullAuthority;
const outcomes = (...given: Parameters<typeof decideImport>): string[] =>
  decideImport(...given).outcomes.map(({ outcome, problems }) => [outcome, ...problems].join(': '));

describe('an import', () => {
  it('creates an account with all its places, and changes nothing the second time', () => {
    const lines = [line(), line({ line: 3, grant: { ...commune, unit: 'technical' } })];
    const first = decideImport(undefined, lines, fullAuthority);
    expect(first.outcomes.map(({ outcome }) => outcome)).toEqual(['created', 'changed']);
    expect(first.next?.state).toEqual({ language: 'ar', active: true, grants: lines.map(({ grant }) => grant) });
    const second = decideImport(first.next, lines, fullAuthority);
    expect(second.outcomes.map(({ outcome }) => outcome)).toEqual(['unchanged', 'unchanged']);
    expect(second.next).toBeUndefined();
  });
  it('replaces scope and dates of a place, and leaves places alone that it does not mention', () => {
    const until = { ...commune, validTo: new Date('2026-07-01T00:00:00Z') };
    const { next } = decideImport(existing({ grants: [national, commune] }), [line({ grant: until })], fullAuthority);
    expect(next?.state.grants).toEqual([national, until]);
  });
  it('changes name, language and phone, and leaves what a line does not say', () => {
    const { next } = decideImport(
      existing(),
      [line({ name: 'Amina', phone: '+212522000001', language: 'fr' })],
      fullAuthority,
    );
    expect(next).toMatchObject({ person: { name: 'Amina', phone: '+212522000001' }, state: { language: 'fr' } });
    if (next === undefined) throw new Error('nothing changed');
    expect(outcomes(next, [line({ name: 'Amina' })], fullAuthority)).toEqual(['unchanged']);
  });
  it('keeps the subject an account is bound to', () => {
    const { next } = decideImport(existing({ subject: 's1' }), [line({ name: 'Amina' })], fullAuthority);
    expect(next?.state.subject).toBe('s1');
  });
  it('reopens a revoked account only when told, and without its old places', () => {
    const now = new Date('2026-03-01T00:00:00Z');
    const revoked: Existing = { ...existing(), state: revoke(existing({ grants: [national, commune] }).state, now) };
    expect(outcomes(revoked, [line()], fullAuthority)).toEqual([
      'refused: email: the account is revoked; say yes in the column reinstate to reopen it',
    ]);
    const { next } = decideImport(revoked, [line({ reinstate: true })], fullAuthority);
    expect(next?.state).toMatchObject({ active: true, grants: [{ ...national, validTo: now }, commune] });
  });
  it('lets an administrator of one territory give a place there, but not say who the person of another is', () => {
    const elsewhere = existing({ grants: [national] });
    expect(outcomes(elsewhere, [line()], regional)).toEqual(['changed']);
    const why = 'the account also has places outside your own territory';
    expect(outcomes(elsewhere, [line({ name: 'X', phone: '+212522000001', language: 'fr' })], regional)).toEqual([
      `refused: name: differs, and ${why}: phone: differs, and ${why}: language: differs, and ${why}`,
    ]);
    expect(outcomes(existing(), [line({ name: 'X' })], regional)).toEqual(['changed']);
    const revoked = existing({ grants: [national], active: false });
    expect(outcomes(revoked, [line({ reinstate: true })], regional)).toEqual([`refused: reinstate: ${why}`]);
  });
});

describe('a revocation', () => {
  it('ends every place at once and leaves ended ones as they were', () => {
    const now = new Date('2026-03-01T00:00:00Z');
    const past = { ...national, validTo: new Date('2025-01-01T00:00:00Z') };
    const future = { ...commune, validTo: new Date('2027-01-01T00:00:00Z') };
    expect(revoke(existing({ grants: [past, future] }).state, now)).toMatchObject({
      active: false,
      grants: [past, { ...commune, validTo: now }],
    });
  });
  it('leaves accounts without places to the national administrator', () => {
    expect(regional.coversAll([])).toBe(false);
    expect(regional.coversAll([commune])).toBe(true);
    expect(regional.coversAll([commune, national])).toBe(false);
  });
});
