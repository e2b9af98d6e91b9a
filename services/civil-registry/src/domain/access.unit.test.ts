import type { Grant, Role } from '@jamaa/kit';
import { describe, expect, it } from '@jest/globals';
import { actorsAt, lapsedDelegation, worksAt } from './access.ts';

const sefrou = { organisation: 'commune:03.451.01.09', territory: '03.451.01.09' };
const grant = (role: Role, change: Partial<Grant> = {}): Grant => ({
  ...{ role, organisation: 'commune:03.451.01.09', unit: '', scope: '03.451.01.09' },
  ...change,
});

describe('at a bureau', () => {
  it.each<[string, Grant, string[]]>([
    ['its registrar', grant('registrar'), ['registrar']],
    ['its officer', grant('civil-officer'), ['civil-officer']],
    ['an officer of another body', grant('civil-officer', { organisation: 'commune:03.451.07.05' }), []],
    ['an officer of a narrower scope', grant('civil-officer', { scope: '03.451.01.10' }), []],
    [
      'an establishment of the territory',
      grant('health-declarant', { organisation: 'province:03.451', scope: '03.451' }),
      ['establishment'],
    ],
    ['an establishment elsewhere', grant('health-declarant', { scope: '06' }), []],
    ['a validator of the commune', grant('validator'), []],
    ['an administrator', grant('administrator', { scope: '00' }), []],
  ])('%s is %j', (_name, one, actors) => {
    expect([...actorsAt(sefrou, [one])]).toEqual(actors);
    expect(worksAt(sefrou, [one])).toBe(actors.some((actor) => actor !== 'establishment'));
  });
  it('a delegation that has ended, or has not begun, is told apart from none', () => {
    const now = new Date('2026-01-01T00:00:00Z');
    expect(lapsedDelegation(sefrou, [grant('civil-officer', { validTo: now })], now)).toBeDefined();
    expect(
      lapsedDelegation(sefrou, [grant('civil-officer', { validFrom: new Date('2027-01-01') })], now),
    ).toBeDefined();
    expect(lapsedDelegation(sefrou, [grant('civil-officer')], now)).toBeUndefined();
    expect(lapsedDelegation(sefrou, [grant('registrar', { validTo: now })], now)).toBeUndefined();
  });
});
