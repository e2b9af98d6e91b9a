import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { closeRegister, nextNumber, openRegister, type Register } from './register.ts';
import { actHash, openingHash } from './seal.ts';

const key = { bureauId: '03.451.01.09-1', kind: 'birth', year: 2026 } as const;
const opened = (first = 1, today = '2026-05-02', existing?: Register) =>
  openRegister(existing, key, first, today, openingHash);

describe('a register', () => {
  it('opens with its first number, which the first act gets', () => {
    expect(opened()).toMatchObject({ state: 'open', firstNumber: 1, lastNumber: 0 });
    expect(nextNumber(opened(213))).toBe(213);
  });
  it.each([
    ['a second time', () => opened(1, '2026-05-02', opened()), 'already-exists'],
    ['for a year to come', () => opened(1, '2025-12-31'), 'validation-failed'],
    ['for a year long past', () => opened(1, '2028-01-01'), 'validation-failed'],
    ['with number 0', () => opened(0), 'validation-failed'],
    ['with half a number', () => opened(1.5), 'validation-failed'],
  ])('is not opened %s', (_name, run, code) => expect(run).toThrow(expect.objectContaining({ code })));
  it('closes after its year, or on a decision before', () => {
    expect(() => closeRegister(opened(), '', '2026-12-31')).toThrow(
      expect.objectContaining({ code: 'validation-failed' }),
    );
    expect(closeRegister(opened(), '', '2027-01-01').state).toBe('closed');
    expect(closeRegister(opened(), 'قرار 1', '2026-06-01').state).toBe('closed');
  });
  it('that is closed takes no act and is not closed again', () => {
    const closed = closeRegister(opened(), 'قرار 1', '2026-06-01');
    expect(() => nextNumber(closed)).toThrow(expect.objectContaining({ code: 'command-not-allowed' }));
    expect(() => closeRegister(closed, 'x', '2026-06-01')).toThrow(
      expect.objectContaining({ code: 'command-not-allowed' }),
    );
  });
});

describe('the chain of a register', () => {
  it('differs as soon as any act, its place or its order does', () => {
    const contents = fc.array(fc.uint8Array({ minLength: 1, maxLength: 20 }), { minLength: 2, maxLength: 12 });
    const chain = (all: readonly Uint8Array[]): string =>
      all.reduce((head, bytes, index) => actHash(`act:${index + 1}`, bytes, head), openingHash(key, 1));
    fc.assert(
      fc.property(contents, fc.nat(), (all, at) => {
        const index = at % all.length;
        const changed = all.map((bytes, place) => (place === index ? Uint8Array.from([...bytes, 1]) : bytes));
        expect(chain(changed)).not.toBe(chain(all));
        expect(chain(all.slice(0, -1))).not.toBe(chain(all));
      }),
    );
  });
  it('begins at the opening: another first number is another chain', () =>
    expect(openingHash(key, 1)).not.toBe(openingHash(key, 2)));
});
