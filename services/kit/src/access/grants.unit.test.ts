import { describe, expect, it } from '@jest/globals';
import { type Grant, grantFor, inForce, isRole, mayActFor, withinScope } from './grants.ts';

const grant = (over: Partial<Grant> = {}): Grant => ({
  role: 'unit-member',
  organisation: 'commune:03.451.01.09',
  unit: 'technical',
  scope: '03.451.01.09',
  ...over,
});
const target = { organisation: 'commune:03.451.01.09', unit: 'technical', territory: '03.451.01.09' };

describe('a scope', () => {
  it.each([
    ['03.451.01.09', '00', true],
    ['00', '00', true],
    ['03.451.01.09', '03', true],
    ['03.451.01.09', '03.451', true],
    ['03.451.01.09', '03.451.01.09', true],
    ['03.451.01.09', '03.451.01.0', false],
    ['03.4512', '03.451', false],
    ['03', '03.451', false],
    ['00', '03', false],
    ['04.421.01.0', '03', false],
    ['03.451', '', false],
  ])('%s within %s: %s', (code, scope, expected) => expect(withinScope(code, scope)).toBe(expected));
});

describe('a dated grant', () => {
  const from = new Date('2026-03-01T00:00:00Z');
  const to = new Date('2026-04-01T00:00:00Z');
  it.each([
    ['before its first instant', { validFrom: from, validTo: to }, '2026-02-28T23:59:59.999Z', false],
    ['at its first instant', { validFrom: from, validTo: to }, '2026-03-01T00:00:00Z', true],
    ['just before its end', { validFrom: from, validTo: to }, '2026-03-31T23:59:59.999Z', true],
    ['at its end', { validFrom: from, validTo: to }, '2026-04-01T00:00:00Z', false],
    ['without bounds', {}, '1999-01-01T00:00:00Z', true],
  ])('%s', (_name, dates, now, expected) => expect(inForce(grant(dates), new Date(now))).toBe(expected));
});

describe('who may act', () => {
  it('takes the role, the organisation, the unit and the scope together', () => {
    expect(mayActFor([grant()], ['unit-member'], target)).toBe(true);
    expect(mayActFor([grant()], ['validator'], target)).toBe(false);
    expect(mayActFor([grant()], ['unit-member'], { ...target, unit: 'hygiene' })).toBe(false);
    expect(mayActFor([grant()], ['unit-member'], { ...target, organisation: 'commune:03.451.01.07' })).toBe(false);
    expect(mayActFor([grant()], ['unit-member'], { ...target, territory: '03.451.01.07' })).toBe(false);
    expect(mayActFor([], ['unit-member'], target)).toBe(false);
  });
  it('lets a grant without a unit reach all units, and one with a unit not the case without', () => {
    expect(mayActFor([grant({ unit: '' })], ['unit-member'], target)).toBe(true);
    expect(mayActFor([grant()], ['unit-member'], { ...target, unit: '' })).toBe(false);
  });
  it('bounds supervisors, auditors, administrators and the call centre by scope alone', () => {
    for (const role of ['supervisor', 'auditor', 'administrator', 'call-centre-agent'] as const) {
      const national = grant({ role, organisation: 'dgct', unit: '', scope: '03' });
      expect(mayActFor([national], [role], target)).toBe(true);
      expect(mayActFor([national], [role], { ...target, territory: '04.421.01.0' })).toBe(false);
    }
  });
  it("lets a province's gestionnaire act for its communes and for nobody else, and tells under which grant", () => {
    const province = grant({ role: 'gestionnaire', organisation: 'province:03.451', unit: '', scope: '03.451' });
    expect(grantFor([province], ['gestionnaire'], target)).toBe(province);
    const own = grant({ role: 'gestionnaire', unit: '' });
    expect(grantFor([province, own], ['gestionnaire'], target)).toBe(own);
    expect(mayActFor([province], ['gestionnaire'], { ...target, organisation: 'srm:03' })).toBe(false);
    expect(mayActFor([province], ['gestionnaire'], { ...target, organisation: 'commune:03.231.01.0' })).toBe(false);
    const another = grant({ role: 'gestionnaire', organisation: 'commune:03.451.01.07', unit: '', scope: '03.451' });
    expect(mayActFor([another], ['gestionnaire'], target)).toBe(false);
    expect(mayActFor([{ ...province, role: 'validator' }], ['validator'], target)).toBe(false);
  });
});

it('knows its roles by name', () => {
  expect(isRole('desk-clerk')).toBe(true);
  expect(isRole('mayor')).toBe(false);
});
