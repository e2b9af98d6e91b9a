import type { Grant } from '@jamaa/kit';
import { describe, expect, it } from '@jest/globals';
import { onCallFor, type UrgentCase } from './on-call.ts';
import type { LineLevel } from './supervision.ts';

const commune = 'commune:03.451.01.09';
const now = new Date('2026-11-02T09:05:00Z');
const line: LineLevel[] = [
  { level: 'unit', organisation: commune },
  { level: 'president', organisation: commune },
  { level: 'gouverneur', organisation: 'gouverneur:03.451' },
];
const grant = (role: Grant['role'], unit = '', more: Partial<Grant> = {}): Grant => ({
  role,
  organisation: commune,
  unit,
  scope: '03.451.01.09',
  ...more,
});
const tell = (holders: Record<string, Grant>, one: Partial<UrgentCase> = {}) => {
  const given = { organisation: commune, unit: 'technical', confidential: false, ...one };
  const all = Object.entries(holders).map(([id, held]) => ({ id, grants: [held] }));
  const { level, accountIds } = onCallFor(given, line, all, now);
  return [level, ...accountIds];
};

describe('who hears of danger at once', () => {
  const coordinator = { lead: grant('coordinator', 'technical') };
  it('is on call for the unit or the whole body, and only from day to day', () => {
    const holders = {
      a: grant('on-call', 'technical'),
      b: grant('on-call'),
      other: grant('on-call', 'hygiene'),
      past: grant('on-call', '', { validTo: now }),
      coming: grant('on-call', '', { validFrom: new Date('2026-11-03T00:00:00Z') }),
    };
    expect(tell({ ...holders, ...coordinator })).toEqual(['on-call', 'a', 'b']);
    expect(tell(holders, { unit: '' })).toEqual(['on-call', 'b']);
  });
  it('else coordinates it, else stands on the next level above that has somebody', () => {
    const governor = { gov: grant('supervisor', '', { organisation: 'gouverneur:03.451' }) };
    expect(tell({ ...coordinator, ...governor, desk: grant('gestionnaire') })).toEqual(['coordinator', 'desk', 'lead']);
    expect(tell({ ...governor, pres: grant('validator') })).toEqual(['president', 'pres']);
    expect(tell(governor)).toEqual(['gouverneur', 'gov']);
    expect(tell({})).toEqual(['']);
  });
  it('of a confidential case, is inside its unit; nobody of the line above', () => {
    const organisation = 'gouverneur:03.451';
    const secret = { organisation, unit: 'named-officer', confidential: true };
    const holders = {
      whole: grant('on-call', '', { organisation }),
      gov: grant('supervisor', '', { organisation }),
      officer: grant('coordinator', 'named-officer', { organisation }),
    };
    expect(tell(holders, secret)).toEqual(['coordinator', 'officer']);
    expect(tell({ gov: holders.gov, whole: holders.whole }, secret)).toEqual(['']);
    const igat = { organisation: 'igat', unit: 'administration', confidential: true };
    expect(tell({ inspector: grant('on-call', '', { organisation: 'igat' }) }, igat)).toEqual(['on-call', 'inspector']);
  });
});
