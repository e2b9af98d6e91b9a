import { expect, it } from '@jest/globals';
import { pageObjectOf, pageTable, readPageLine } from './page-line.ts';

const pinned = { bureauId: '03.451.01.09-1', kind: 'birth', year: 1961 } as const;
const sha256 = 'a'.repeat(64);
const good = { volume: 1, page: 17, acts: [3, 2, 3], sha256 };

it('reads a page of the register that the file is of', () =>
  expect(readPageLine(good, pinned)).toEqual({
    key: { ...pinned, volume: 1, page: 17 },
    asked: { acts: [2, 3], sha256 },
  }));

it('reads the same of a table', () => {
  const cells = ['03.451.01.09-1', 'birth', '1961', '1', '17', ' 3 2  3 ', sha256.toUpperCase()];
  expect(readPageLine(pageObjectOf(pageTable.columns, cells), undefined)).toEqual(readPageLine(good, pinned));
});

it.each([
  ['no acts', { acts: [] }, 'acts required'],
  ['a number that is none', { acts: [1.5] }, 'acts number'],
  ['more acts than a page holds', { acts: Array.from({ length: 51 }, (_, index) => index + 1) }, 'acts too-long'],
  ['no digest', { sha256: '' }, 'sha256 required'],
  ['half a digest', { sha256: 'abc' }, 'sha256 format'],
  ['a page too many', { page: 10_000 }, 'page range'],
  ['a volume of none', { volume: 0 }, 'volume range'],
  ['another register', { year: 1962 }, 'bureauId other-register'],
  ['a field that is none', { colour: 'red' }, 'colour unknown'],
  ['a text for a number', { page: '17' }, 'page shape'],
])('names what is wrong with %s', (_what, change, problem) => {
  const read = readPageLine({ ...good, ...change }, pinned);
  expect('problems' in read && read.problems.map(({ path, code }) => `${path} ${code}`)).toEqual([problem]);
});

it('names the register that a line lacks', () =>
  expect(readPageLine(good, undefined)).toMatchObject({
    problems: ['bureauId', 'kind', 'year'].map((path) => ({ path, code: 'required' })),
  }));
