import { describe, expect, it } from '@jest/globals';
import { bornHeld, confirm, highestLost, isHeld, type Restored, refuseHeld } from './held.ts';

const register: Restored = {
  ...{ bureauId: '03.451.01.09-1', kind: 'birth', year: 2026 },
  ...{ state: 'open', firstNumber: 1, lastNumber: 7, head: 'h' },
};
const code = (run: () => unknown): unknown => {
  try {
    return run();
  } catch (error) {
    const { code: is, fields = [] } = error as { code: string; fields?: { path: string; code: string }[] };
    return [is, ...fields.map((one) => `${one.path} ${one.code}`)];
  }
};
const stated = (lastNumber: number, reason = 'تلف الخادم', known = 0, of: Restored = register) =>
  code(() => confirm(of, 1, { lastNumber, reason }, known));

describe('a register after a restore', () => {
  it('is held while it is open and was confirmed in an earlier epoch only', () => {
    expect(isHeld(register, 0)).toBe(false);
    expect(isHeld(register, 1)).toBe(true);
    expect(isHeld({ ...register, epoch: 1 }, 1)).toBe(false);
    expect(isHeld({ ...register, epoch: 1 }, 2)).toBe(true);
    expect(isHeld({ ...register, state: 'closed' }, 1)).toBe(false);
    expect(code(() => refuseHeld(register, 1))).toEqual(['register-held']);
    expect(code(() => refuseHeld(register, 0))).toBeUndefined();
  });
  it('goes on where it was when the paper says the same, without a reason', () => {
    expect(stated(7, '')).toBeUndefined();
  });
  it('passes over what is on paper alone, with a reason', () => {
    expect(stated(9)).toEqual({ from: 8, to: 9 });
    expect(stated(9, ' ')).toEqual(['validation-failed', 'reason required']);
  });
  it.each([
    ['less than the register has', 6, 0, 'lastNumber below-register'],
    ['less than is known to have been given', 8, 9, 'lastNumber below-known'],
    ['a slip of the pen', 508, 0, 'lastNumber jump'],
  ])('is not confirmed by %s', (_name, last, known, field) =>
    expect(stated(last, 'x', known)).toEqual(['validation-failed', field]),
  );
  it('is confirmed once', () => expect(stated(7, '', 0, { ...register, epoch: 1 })).toEqual(['command-not-allowed']));
  it('knows the highest of its numbers that were lost', () => {
    const lost = [
      '03.451.01.09-1/birth/2026/9',
      '03.451.01.09-1/birth/2026/10',
      '03.451.01.09-1/death/2026/40',
      '03-26-A',
    ];
    expect(highestLost(register, lost)).toBe(10);
    expect(highestLost({ ...register, year: 2025 }, lost)).toBe(0);
  });
  it('that is opened afterwards is held too, unless its year began later', () => {
    expect(bornHeld(2026, undefined)).toBe(false);
    expect(bornHeld(2026, new Date('2026-03-01T00:00:00Z'))).toBe(true);
    expect(bornHeld(2027, new Date('2026-03-01T00:00:00Z'))).toBe(false);
  });
});
