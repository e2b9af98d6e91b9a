import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { packCursor, type Stand, unpackCursor } from './cursor.ts';
import type { Entry, Order } from './list.ts';
import { type CellPage, mergePages } from './merge.ts';

interface Row {
  readonly id: string;
  readonly at: number;
}
const newestFirst: Order = { by: ({ at }) => -Number(at) };
const START: Stand = { at: '', told: 0 };

/** A cell as it answers: a keyset list whose cursor is the place in it. */
const pageOf = (cell: string, rows: readonly Row[], from: Stand, limit: number): CellPage => {
  const begin = from.at === '' ? 0 : Number(from.at);
  const end = begin + limit + from.told;
  const entries = rows.slice(begin, end) as unknown as Entry[];
  return { cell, from, entries, next: end < rows.length ? String(end) : undefined };
};

/** Everything that a client gets, page by page, with the cursor going through its text. */
function readAll(cells: Readonly<Record<string, readonly Row[]>>, limit: number, order: Order): string[][] {
  let stands: Readonly<Record<string, Stand>> = Object.fromEntries(Object.keys(cells).map((cell) => [cell, START]));
  const pages: string[][] = [];
  while (Object.keys(stands).length > 0) {
    const asked = Object.entries(stands).map(([cell, from]) => pageOf(cell, cells[cell] ?? [], from, limit));
    const merged = mergePages(asked, limit, 'id', order);
    pages.push(merged.entries.map(({ id }) => String(id)));
    stands = unpackCursor(packCursor({ cells: { ...merged.cells }, missing: [] })).cells;
    if (pages.length > 500) throw new Error('the list has no end');
  }
  return pages;
}

const cellRows = fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 25 });

describe('merging', () => {
  it('tells everything once, in the order of the whole', () => {
    fc.assert(
      fc.property(cellRows, cellRows, cellRows, fc.integer({ min: 1, max: 9 }), (a, b, c, limit) => {
        const rows = (cell: string, ats: readonly number[]): Row[] =>
          ats.toSorted((x, y) => y - x).map((at, index) => ({ id: `${cell}-${index}`, at }));
        const cells = { '03': rows('03', a), '06': rows('06', b), '12': rows('12', c) };
        const all = Object.values(cells).flat();
        const told = readAll(cells, limit, newestFirst).flat();
        expect(told.toSorted()).toEqual(all.map(({ id }) => id).toSorted());
        const ats = told.map((id) => all.find((one) => one.id === id)?.at ?? 0);
        expect(ats).toEqual(ats.toSorted((x, y) => y - x));
      }),
    );
  });
  it('gives full pages while one cell has much more than the others', () => {
    const cells = { '03': [9, 8, 7, 6, 5, 4, 3].map((at) => ({ id: `a${at}`, at })), '06': [{ id: 'b', at: 1 }] };
    expect(readAll(cells, 3, newestFirst).map(({ length }) => length)).toEqual([3, 3, 2]);
  });
  it('goes on after the last entry told when newer ones have come before it', () => {
    const old = [5, 4, 3, 2, 1].map((at) => ({ id: `r${at}`, at }));
    const first = mergePages([pageOf('03', old, START, 2)], 2, 'id', newestFirst);
    // The cell's first page was told whole: the next one has its own cursor. A stand within a page is what moves.
    const within: Stand = { at: '', last: { id: 'r5', by: -5 }, told: 1 };
    const grown = [{ id: 'new', at: 9 }, ...old];
    const next = mergePages([pageOf('03', grown, within, 3)], 3, 'id', newestFirst);
    expect(first.entries.map(({ id }) => id)).toEqual(['r5', 'r4']);
    expect(next.entries.map(({ id }) => id)).toEqual(['r4', 'r3']);
  });
  it('goes on by the order when the last entry told is gone', () => {
    const rows = [9, 4, 3].map((at) => ({ id: `r${at}`, at }));
    const within: Stand = { at: '', last: { id: 'r5', by: -5 }, told: 1 };
    const next = mergePages([pageOf('03', rows, within, 5)], 5, 'id', newestFirst);
    expect(next.entries.map(({ id }) => id)).toEqual(['r4', 'r3']);
  });
  it('lets the cells take turns where the answers do not tell the order', () => {
    const rows = (cell: string) => [1, 2, 3].map((rank) => ({ id: `${cell}${rank}`, at: 0 }));
    const pages = readAll({ '03': rows('a'), '06': rows('b') }, 4, 'turns');
    expect(pages[0]).toEqual(['a1', 'b1', 'a2', 'b2']);
    expect(pages.flat().toSorted()).toEqual(['a1', 'a2', 'a3', 'b1', 'b2', 'b3']);
  });
  it('puts what has no value in the order last', () => {
    const by: Order = { by: ({ due }) => (typeof due === 'number' ? due : Number.POSITIVE_INFINITY) };
    const page = (cell: string, entries: Entry[]): CellPage => ({ cell, from: START, entries, next: undefined });
    const merged = mergePages(
      [page('03', [{ id: 'a' }, { id: 'a2' }]), page('06', [{ id: 'b', due: 7 }])],
      2,
      'id',
      by,
    );
    expect(merged.entries.map(({ id }) => id)).toEqual(['b', 'a']);
    expect(unpackCursor(packCursor({ cells: { ...merged.cells }, missing: [] })).cells['03']?.last).toEqual({
      id: 'a',
      by: null,
    });
  });
});

describe('a cursor', () => {
  it('is one text for all cells', () => {
    const standing = { cells: { '03': { at: 'abc', told: 2, last: { id: 'x', by: 'y' } } }, missing: ['06'] };
    expect(packCursor(standing)).toMatch(/^[\w-]+$/);
    expect(unpackCursor(packCursor(standing))).toEqual(standing);
  });
  it.each([
    ['nothing', ''],
    ['a text', 'hello'],
    ['a cursor of one cell', Buffer.from('{"at":"x"}').toString('base64url')],
    ['a number out of range', Buffer.from('{"cells":{"03":{"at":"","told":-1}},"missing":[]}').toString('base64url')],
    ['a cell that is none', Buffer.from('{"cells":{"abc":{"at":"","told":0}},"missing":[]}').toString('base64url')],
  ])('that is %s is refused by name', (_what, text) => {
    expect(() => unpackCursor(text)).toThrow(
      expect.objectContaining({ code: 'validation-failed', fields: [expect.objectContaining({ path: 'cursor' })] }),
    );
  });
});
