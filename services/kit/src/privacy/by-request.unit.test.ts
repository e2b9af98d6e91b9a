import { describe, expect, test } from '@jest/globals';
import type { Grant } from '../access/grants.ts';
import { readersOfErasuresOnly, requestedErasure } from './by-request.ts';

const grant = (role: Grant['role'], organisation: string): Grant => ({ role, organisation, unit: '', scope: '03' });
const real = 'commune:03.451.01.09';

describe('who reads the deletion register', () => {
  test.each(['auditor', 'administrator'] as const)('%s of a real body does', (role) => {
    expect(() => readersOfErasuresOnly([grant('unit-member', real), grant(role, real)])).not.toThrow();
  });
  test('nobody else does: not a member of a unit, not an auditor of a training body', () => {
    for (const grants of [[], [grant('unit-member', real)], [grant('auditor', 'formation:essai')]])
      expect(() => readersOfErasuresOnly(grants)).toThrow(expect.objectContaining({ code: 'forbidden' }));
  });
});

describe('an erasure that is asked for', () => {
  const asked = { reasonCode: 'court-order', legalBasis: ' Loi 09-08, art. 8 ' };

  test('goes on the register with its reason and the text it rests on', () => {
    expect(requestedErasure(asked)).toEqual({ rule: 'court-order', legalBasis: 'Loi 09-08, art. 8' });
  });
  test.each([
    ['an unknown reason', { reasonCode: 'because' }, 'reason'],
    ['no text', { legalBasis: '  ' }, 'legalBasis'],
    ['a phone number', { legalBasis: 'Loi 09-08, 0612345678' }, 'legalBasis'],
    ['a long text', { legalBasis: 'x'.repeat(201) }, 'legalBasis'],
  ])('%s is refused by name', (_name, wrong, path) => {
    expect(() => requestedErasure({ ...asked, ...wrong })).toThrow(
      expect.objectContaining({ code: 'validation-failed', fields: [expect.objectContaining({ path })] }),
    );
  });
});
