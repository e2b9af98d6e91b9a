import { randomBytes } from 'node:crypto';
import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { makeReference, parseReference } from './reference.ts';

it('has the shape RR-YY-XXXXXX-C and reads itself back', () => {
  for (let index = 0; index < 500; index += 1) {
    const reference = makeReference('03', 2026, randomBytes(6));
    expect(reference).toMatch(/^03-26-[0-9A-HJKMNP-TV-Z]{6}-[0-9A-HJKMNP-TV-Z]$/);
    expect(parseReference(reference)).toBe(reference);
    expect(parseReference(reference.toLowerCase().replaceAll('-', ''))).toBe(reference);
  }
});

it('finds every single wrong character', () => {
  const alphabet = [...'0123456789ABCDEFGHJKMNPQRSTVWXYZ'];
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 6, maxLength: 6 }),
      fc.nat(5),
      fc.constantFrom(...alphabet),
      (random, at, wrong) => {
        const reference = makeReference('12', 2026, random);
        const index = 6 + at;
        fc.pre(reference[index] !== wrong);
        expect(parseReference(reference.slice(0, index) + wrong + reference.slice(index + 1))).toBeUndefined();
      },
    ),
  );
});

it('reads letters that people confuse with digits', () => {
  const reference = makeReference('01', 2026, new Uint8Array([0, 1, 0, 1, 0, 1]));
  expect(parseReference(reference.replace('010101', 'O1OIOL'))).toBe(reference);
});

it.each(['', '03', '03-26-7K3Q9M', '03-26-7K3Q9M-CC', 'U3-26-7K3Q9M-C', '{"$ne":""}', '٠٣-٢٦-7K3Q9M-C'])(
  'refuses %p',
  (text) => {
    expect(parseReference(text)).toBeUndefined();
  },
);

it('has a letter before it for what is no complaint, and neither is read as the other', () => {
  const order = makeReference('03', 2026, randomBytes(6), 'D');
  expect(order).toMatch(/^D-03-26-/);
  expect(parseReference(order.toLowerCase().replaceAll('-', ''), 'D')).toBe(order);
  expect(parseReference(order)).toBeUndefined();
  expect(parseReference(makeReference('03', 2026, randomBytes(6)), 'D')).toBeUndefined();
});
