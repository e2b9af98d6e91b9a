import { isAppError } from '@jamaa/kit';
import { describe, expect, it } from '@jest/globals';
import { admit, append, binds, claim, type FileState, type StoredFile } from './file.ts';
import { limitsAt } from './limits.ts';

const limits = limitsAt(new Date('2026-11-02T09:00:00Z'));
const file = (change: Partial<StoredFile> = {}): StoredFile => ({
  state: 'uploading',
  length: 1_000,
  offset: 400,
  pieces: 1,
  proof: 'right',
  ...change,
});
const codeOf = (act: () => unknown): string => {
  try {
    act();
    return 'done';
  } catch (error) {
    return isAppError(error) ? error.code : String(error);
  }
};

describe('an upload', () => {
  it.each([
    [0, 'validation-failed'],
    [-1, 'validation-failed'],
    [1.5, 'validation-failed'],
    [1, 'done'],
    [100_000_000, 'done'],
    [100_000_001, 'payload-too-large'],
  ])('of %d bytes: %s', (length, expected) => expect(codeOf(() => admit(length, limits))).toBe(expected));

  it('goes on from where it stands, and nowhere else', () => {
    expect(append(file(), 400, 600, limits)).toEqual({ offset: 1_000, pieces: 2 });
    for (const offset of [0, 399, 401])
      expect(codeOf(() => append(file(), offset, 10, limits))).toBe('command-not-allowed');
  });
  it('takes no more than was announced, nor endless pieces, nor anything once it is over', () => {
    expect(codeOf(() => append(file(), 400, 601, limits))).toBe('payload-too-large');
    expect(codeOf(() => append(file({ pieces: limits.pieces }), 400, 1, limits))).toBe('payload-too-large');
    expect(codeOf(() => append(file({ state: 'clean' }), 400, 1, limits))).toBe('command-not-allowed');
  });
});

describe('a claim', () => {
  const kept: readonly FileState[] = ['received', 'scanning', 'clean', 'not-scanned'];
  it.each(kept)('on a file that is %s is good with its proof', (state) =>
    expect(claim(file({ state }), 'right', '')).toBe('ok'),
  );
  it.each([
    ['no such file', undefined, 'right', '', 'unknown'],
    ['another proof', file({ state: 'clean' }), 'wrong', '', 'unknown'],
    ['another proof for a file that is taken', file({ state: 'clean', complaintId: 'a' }), 'wrong', 'a', 'unknown'],
    ['marked for deletion', file({ state: 'clean', expiring: true }), 'right', '', 'unknown'],
    ['not whole', file(), 'right', '', 'incomplete'],
    ['refused', file({ state: 'refused' }), 'right', '', 'refused'],
    ['with a virus', file({ state: 'infected' }), 'right', '', 'refused'],
    ['another case’s', file({ state: 'clean', complaintId: 'a' }), 'right', 'b', 'taken'],
    ['its own case again', file({ state: 'clean', complaintId: 'a' }), 'right', 'a', 'ok'],
  ])('%s', (_what, given, proof, complaintId, expected) => expect(claim(given, proof, complaintId)).toBe(expected));
});

it('the first case that shows the proof has the file; thrown away it binds no more', () => {
  expect(binds(file({ state: 'clean' }), 'right', 'a')).toBe(true);
  expect(binds(file({ state: 'clean', complaintId: 'a' }), 'right', 'a')).toBe(true);
  expect(binds(file({ state: 'clean', complaintId: 'a' }), 'right', 'b')).toBe(false);
  expect(binds(file({ state: 'clean' }), 'wrong', 'a')).toBe(false);
  expect(binds(file({ state: 'expired' }), 'right', 'a')).toBe(false);
});
