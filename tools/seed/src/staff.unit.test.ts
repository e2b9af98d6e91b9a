import { subjectOf } from '@jamaa/dev-issuer';
import { describe, expect, it } from '@jest/globals';
import { staffIn } from './staff.ts';

describe('staff of the demonstration accounts', () => {
  it('are named as the issuer names them', () => {
    const csv =
      'email,name,organisation,unit,role\ntechnical.sefrou@demo.example,x,commune:03.451.01.09,technical,unit-member\n';
    expect(staffIn(csv)).toEqual([
      {
        subject: subjectOf('technical.sefrou'),
        role: 'unit-member',
        organisation: 'commune:03.451.01.09',
        unit: 'technical',
      },
    ]);
  });
  it('need their columns', () => {
    expect(() => staffIn('email,name\n')).toThrow('organisation');
  });
});
