import { type Grant, inForce, isAppError } from '@jamaa/kit';
import { describe, expect, it } from '@jest/globals';
import { revoke } from './account.ts';
import { type DelegationAsked, endMandate, mandateGrant, officeAt, sameDelegation } from './delegation.ts';

const now = new Date('2026-11-02T09:00:00Z');
const sefrou = 'commune:03.451.01.09';
const office: Grant = { role: 'validator', organisation: sefrou, unit: '', scope: '03.451.01.09' };
const asked: DelegationAsked = {
  organisation: sefrou,
  kind: 'delegate',
  decisionNumber: '12/2026',
  decisionDate: '2026-10-30',
  from: '2026-11-01',
  to: '2026-11-30',
  categories: ['ECL', 'VOI'],
};
const given = { id: 'd-1', delegator: 'account-1', office, territory: '03.451.01.09' };
const grant = mandateGrant(asked, given, now);

describe('a delegation', () => {
  it('is a validator’s grant from the first day through the end of the last one', () => {
    expect([grant.role, grant.organisation, grant.scope]).toEqual(['validator', sefrou, '03.451.01.09']);
    const at = (iso: string): boolean => inForce(grant, new Date(iso));
    const days = ['2026-10-31T22:59:59Z', '2026-10-31T23:00:00Z', '2026-11-30T22:59:59Z', '2026-11-30T23:00:00Z'];
    expect(days.map(at)).toEqual([false, true, true, false]);
  });

  it('tells whose power it is by the office it comes from', () => {
    const director = { ...given, office: { ...office, unit: 'direction' } };
    const interim = mandateGrant({ ...asked, kind: 'interim' }, director, now);
    expect([grant.mandate.of, interim.mandate.of, interim.unit]).toEqual([
      'president',
      'director-of-services',
      'direction',
    ]);
  });

  it.each<[string, Partial<DelegationAsked>, string]>([
    ['of no kind', { kind: 'friend' }, 'kind'],
    ['without a number', { decisionNumber: ' ' }, 'decisionNumber'],
    ['of no day', { decisionDate: '2026-02-30' }, 'decisionDate'],
    ['before its decision', { from: '2026-10-29' }, 'from'],
    ['that ends before it begins', { to: '2026-10-31' }, 'to'],
    ['that is over', { decisionDate: '2026-01-01', from: '2026-01-01', to: '2026-11-01' }, 'to'],
    ['of no category', { categories: ['eclairage'] }, 'categories'],
  ])('%s is refused by name', (_what, change, field) => {
    let named: readonly string[] = [];
    try {
      mandateGrant({ ...asked, ...change }, given, now);
    } catch (error) {
      if (isAppError(error)) named = error.fields.map(({ path }) => path);
    }
    expect(named).toEqual([field]);
  });

  it('is not delegated further', () => {
    expect(officeAt([office], sefrou, now)).toBe(office);
    expect(officeAt([grant], sefrou, now)).toBeUndefined();
    expect(officeAt([office], 'commune:06.141.01.0', now)).toBeUndefined();
  });

  it('sent again is the same one; with another day or category it is not', () => {
    const other = (change: Partial<DelegationAsked>) =>
      mandateGrant({ ...asked, ...change }, { ...given, id: 'd-2' }, now);
    expect(sameDelegation(grant, other({}))).toBe(true);
    expect(sameDelegation(grant, other({ to: '2026-12-01' }))).toBe(false);
    expect(sameDelegation(grant, other({ categories: ['ECL'] }))).toBe(false);
  });

  it('ends early once, and with the account that holds it', () => {
    const account = { language: 'ar' as const, active: true, grants: [office, grant] };
    const ended = endMandate(account, 'd-1', now);
    expect(ended.grants).toEqual([office, { ...grant, validTo: now }]);
    expect(endMandate(ended, 'd-1', new Date(now.getTime() + 1))).toBe(ended);
    expect(() => endMandate(account, 'd-2', now)).toThrow('no delegation');
    expect(revoke(account, now).grants.some((one) => inForce(one, now))).toBe(false);
  });
});
