import { describe, expect, it } from '@jest/globals';
import { decidePage, pageId } from './page.ts';

const digest = 'a'.repeat(64);
const other = 'b'.repeat(64);
const scan = { id: 'one', sha256: digest };

it('has an id in the order of volumes and pages', () => {
  const key = { bureauId: '03.451.01.09-1', kind: 'birth', year: 1961 } as const;
  const ids = [
    [1, 9],
    [1, 10],
    [2, 1],
    [10, 1],
  ].map(([volume = 0, page = 0]) => pageId({ ...key, volume, page }));
  expect(ids[0]).toBe('03.451.01.09-1:birth:1961/001/0009');
  expect([...ids].sort()).toEqual(ids);
});

describe('a page that is told of', () => {
  it('is new, with its acts in order and once', () =>
    expect(decidePage(undefined, { acts: [3, 1, 3], sha256: digest })).toEqual({
      next: { acts: [1, 3], sha256: digest, scan: undefined },
      linked: true,
      imaged: false,
    }));

  it('again says nothing new, also without its digest', () => {
    const before = { acts: [1, 3], sha256: digest };
    for (const sha256 of [digest, ''])
      expect(decidePage(before, { acts: [3, 1], sha256 })).toMatchObject({ linked: false, imaged: false });
  });

  it('gets other acts', () =>
    expect(decidePage({ acts: [1], sha256: '' }, { acts: [2], sha256: '' })).toMatchObject({
      next: { acts: [2] },
      linked: true,
    }));

  it('gets its image once; the same again changes nothing', () => {
    const first = decidePage({ acts: [1], sha256: digest }, { acts: [1], sha256: '' }, scan);
    expect(first).toMatchObject({ next: { scan }, linked: false, imaged: true });
    const again = decidePage({ acts: [1], sha256: digest, scan }, { acts: [1], sha256: '' }, scan);
    expect(again).toMatchObject({ linked: false, imaged: false });
  });

  it.each([
    ['another digest', { acts: [1], sha256: digest }, { acts: [1], sha256: other }, undefined, 'sha256-differs'],
    ['a scan of another digest', { acts: [1], sha256: other }, { acts: [1], sha256: '' }, scan, 'sha256-differs'],
    [
      'a digest that its scan has not',
      { acts: [1], sha256: '', scan },
      { acts: [1], sha256: other },
      undefined,
      'sha256-differs',
    ],
    [
      'a second image',
      { acts: [1], sha256: '', scan },
      { acts: [1], sha256: '' },
      { id: 'two', sha256: digest },
      'has-image',
    ],
  ])('is refused with %s', (_what, before, asked, with_, refused) =>
    expect(decidePage(before, asked, with_)).toEqual({ refused }),
  );
});
