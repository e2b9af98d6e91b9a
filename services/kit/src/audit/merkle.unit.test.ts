import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { merkleRoot } from './merkle.ts';

const hash = (prefix: string, ...parts: Buffer[]): Buffer =>
  createHash('sha256')
    .update(Buffer.concat([Buffer.from(prefix), ...parts]))
    .digest();

describe('a Merkle root', () => {
  it('is the tree written out by hand', () => {
    const [a, b, c] = ['a', 'b', 'c'].map((text) => hash('\0', Buffer.from(text))) as [Buffer, Buffer, Buffer];
    expect(merkleRoot(['a'])).toBe(a.toString('base64url'));
    expect(merkleRoot(['a', 'b', 'c'])).toBe(hash('\x01', hash('\x01', a, b), c).toString('base64url'));
  });
  it('is another one when any leaf is another, missing, added or elsewhere', () => {
    const leaves = fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 2, maxLength: 40 });
    fc.assert(
      fc.property(leaves, fc.nat(), (all, at) => {
        const index = at % all.length;
        const root = merkleRoot(all);
        expect(merkleRoot(all.with(index, `${all[index]}'`))).not.toBe(root);
        expect(merkleRoot(all.toSpliced(index, 1))).not.toBe(root);
        expect(merkleRoot([...all, 'more'])).not.toBe(root);
        expect(merkleRoot(all.toReversed())).not.toBe(root);
      }),
    );
  });
});
