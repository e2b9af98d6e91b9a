import { randomUUID } from 'node:crypto';
import { connectMongo, migrate } from '@jamaa/kit';
import { createSuite, type Suite } from '@jamaa/kit/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Connection } from 'mongoose';
import type { ComplaintRow } from '../src/store/complaint-row.ts';
import { complaintRows } from '../src/store/complaints.ts';
import { indexes } from '../src/store/indexes.ts';
import { type Found, type SearchQuery, searchPage } from '../src/store/search.ts';
import { entryRows, type SearchEntry } from '../src/store/search-entries.ts';
import { rowsAmong, searchAmongFew } from '../src/store/search-few.ts';
import { MOST_LOOKED_AT } from '../src/store/search-leads.ts';

type Case = Pick<ComplaintRow, '_id' | 'visibility' | 'receivedAt' | 'dueAt' | 'category'> & { tokens: string[] };

const now = new Date('2026-11-22T09:00:00Z');
const DAY_MS = 86_400_000;
const LIMIT = 17;

/** Five years; words from one in two cases to one in hundreds; several cases at one instant, so that ids must break ties. */
const cases: Case[] = Array.from({ length: 1_200 }, (_, index) => {
  const daysAgo = index % 3 === 0 ? (index * 7) % 40 : (index * 13) % 1_800;
  const receivedAt = new Date(now.getTime() - daysAgo * DAY_MS);
  const words = [2, 3, 5, 40, 300].filter((every) => (index * 31) % every === 0).map((every) => `one-in-${every}`);
  return {
    _id: randomUUID(),
    visibility: [`in:${index % 4}`, `org:${index % 60}`, ...(index % 5 === 0 ? ['q:mine:somebody'] : [])],
    tokens: [...words, ...(index % 7 === 0 ? ['other-form-of-5'] : []), `case-${index}`],
    category: index % 2 === 0 ? 'ECL' : 'VOI',
    receivedAt,
    dueAt: new Date(receivedAt.getTime() + 60 * DAY_MS),
  };
});

const everywhere = [0, 1, 2, 3].map((one) => `in:${one}`);
const ask = (words: string[][], more: Partial<SearchQuery> = {}): Omit<SearchQuery, 'limit' | 'upTo'> => ({
  words,
  scope: everywhere,
  rest: [],
  sort: 'rank',
  ...more,
});

const questions: readonly [string, Omit<SearchQuery, 'limit' | 'upTo'>, (one: Case) => boolean][] = [
  ['a rare word', ask([['one-in-300']]), () => true],
  ['a common word', ask([['one-in-2']]), () => true],
  ['a word in two forms', ask([['one-in-5', 'other-form-of-5']]), () => true],
  ['two common words: both', ask([['one-in-2'], ['one-in-3']]), () => true],
  ['a rare and a common word', ask([['one-in-300'], ['one-in-2']]), () => true],
  ['three words: two will do, three come first', ask([['one-in-2'], ['one-in-3'], ['one-in-5']]), () => true],
  ['four words: three will do', ask([['one-in-2'], ['one-in-3'], ['one-in-5'], ['one-in-40']]), () => true],
  ['a common word in a small body', ask([['one-in-2']], { scope: ['org:4'] }), inScope('org:4')],
  [
    'common and rare words in two bodies',
    ask([['one-in-2'], ['one-in-40'], ['one-in-3']], { scope: ['org:0', 'org:30'] }),
    (one) => one.visibility.includes('org:0') || one.visibility.includes('org:30'),
  ],
  ['one theme', ask([['one-in-3'], ['one-in-5']], { rest: [{ category: 'ECL' }] }), (one) => one.category === 'ECL'],
  [
    'six words, some in two forms, of one theme',
    ask([['one-in-2'], ['one-in-3'], ['one-in-5', 'other-form-of-5'], ['one-in-40'], ['one-in-300'], ['unknown']], {
      rest: [{ category: 'ECL' }],
    }),
    (one) => one.category === 'ECL',
  ],
  [
    'newest first, whether three words match or two',
    ask([['one-in-2'], ['one-in-3'], ['one-in-5']], { sort: { field: 'receivedAt', direction: -1 } }),
    () => true,
  ],
  ['oldest first', ask([['one-in-40']], { sort: { field: 'receivedAt', direction: 1 } }), () => true],
  ['due first', ask([['one-in-40'], ['one-in-2']], { sort: { field: 'dueAt', direction: 1 } }), () => true],
  ['nothing that may be seen', ask([['one-in-2']], { scope: [] }), () => false],
  ['a word that nobody wrote', ask([['unknown'], ['one-in-2']]), () => true],
];

function inScope(token: string) {
  return (one: Case): boolean => one.visibility.includes(token);
}

/** The same question asked of the array. */
function oracle({ words, sort }: Pick<SearchQuery, 'words' | 'sort'>, holds: (one: Case) => boolean): string[] {
  const matched = (one: Case): number =>
    words.filter((forms) => forms.some((form) => one.tokens.includes(form))).length;
  const at = (one: Case): number => (sort === 'rank' ? one.receivedAt : (one[sort.field] ?? now)).getTime();
  const turned = sort === 'rank' ? -1 : sort.direction;
  return cases
    .filter((one) => holds(one) && matched(one) * 2 > words.length)
    .toSorted(
      (a, b) =>
        (sort === 'rank' ? matched(b) - matched(a) : 0) ||
        turned * (at(a) - at(b)) ||
        turned * (a._id < b._id ? -1 : 1),
    )
    .map((one) => one._id);
}

describe('search', () => {
  let suite: Suite;
  let mongo: Connection;

  beforeAll(async () => {
    suite = await createSuite();
    const env = suite.env('intake');
    await migrate({ service: 'intake', indexes, consumes: [] }, env);
    mongo = await connectMongo({ uri: env.MONGODB_URI, database: env.MONGODB_DATABASE ?? '', appName: 'test' });
    await store(cases.map((one, index) => ({ ...one, reference: `r-${index}` })));
  });
  afterAll(async () => {
    await mongo.dropDatabase();
    await mongo.close();
  });

  /** Cases with their entries; what only the row tells is the rows' alone. */
  const store = async (made: readonly (Omit<Case, 'category'> & { reference: string; category?: string })[]) => {
    const rows = made.map(({ tokens: _words, ...row }) => row) as unknown as ComplaintRow[];
    const entries = made.map(({ _id, tokens, visibility, receivedAt, dueAt, category = '' }): SearchEntry => {
      const due = dueAt === undefined ? {} : { dueAt };
      return { _id, tokens, scope: visibility.filter((one) => !one.startsWith('q:')), receivedAt, category, ...due };
    });
    await complaintRows(mongo).insertMany(rows);
    await entryRows(mongo).insertMany(entries);
  };

  const everyPage = async (query: Omit<SearchQuery, 'limit' | 'upTo'>, between?: () => Promise<void>) => {
    const seen: string[] = [];
    let after: Found | undefined;
    for (;;) {
      const { rows, truncated } = await searchPage(mongo, { ...query, after, limit: LIMIT, upTo: now });
      expect(truncated).toBe(false);
      seen.push(...rows.map(({ row }) => row._id));
      after = rows.at(-1)?.found;
      if (rows.length < LIMIT) return seen;
      await between?.();
    }
  };

  it.each(questions)(
    '%s: page after page the whole answer, the best first, nothing twice',
    async (_name, query, holds) => {
      const expected = oracle(query, holds);
      expect(await everyPage(query)).toEqual(expected);
      if (query.scope.length > 0 && !_name.includes('nobody')) expect(expected.length).toBeGreaterThan(0);
    },
  );

  it('what only the row tells is asked of the row: a state, a handler, a queue', async () => {
    const words = [['one-in-2'], ['one-in-3']];
    const expected = oracle(ask(words), inScope('q:mine:somebody'));
    expect(expected.length).toBeGreaterThan(0);
    const among = (ids: readonly string[]) => rowsAmong(mongo, ids, [{ visibility: 'q:mine:somebody' }]);
    expect(await everyPage(ask(words, { among }))).toEqual(expected);
    const few = {
      leads: [{ visibility: 'q:mine:somebody' }],
      through: 'visibility',
      rest: [],
      open: false,
      now,
    } as const;
    const seen: string[] = [];
    for (let after: Found | undefined; ; ) {
      const query = { words, sort: 'rank', after, limit: LIMIT, upTo: now } as const;
      const { rows, truncated } = await searchAmongFew(mongo, few, query);
      expect(truncated).toBe(false);
      seen.push(...rows.map(({ row }) => row._id));
      after = rows.at(-1)?.found;
      if (rows.length < LIMIT) break;
    }
    expect(seen).toEqual(expected);
  });

  it('cases that come in between the pages change none of them', async () => {
    const query = ask([['one-in-2'], ['one-in-5']]);
    const expected = oracle(query, () => true);
    const late = new Date(now.getTime() + 60_000);
    let number = 0;
    const fresh = async (): Promise<void> => {
      number += 1;
      const [first] = cases;
      if (first === undefined) throw new Error('no case');
      await store([{ ...first, _id: randomUUID(), reference: `fresh-${number}`, receivedAt: late }]);
    };
    expect(await everyPage(query, fresh)).toEqual(expected);
    expect(number).toBeGreaterThan(1);
  });

  it('looks at a bounded number of rows for common words that hardly meet, and says so', async () => {
    const flood = Array.from({ length: 3 * MOST_LOOKED_AT }, (_, index) => ({
      _id: randomUUID(),
      reference: `flood-${index}`,
      visibility: ['in:9'],
      tokens: ['rain', ...(index % 2 === 0 ? ['flood', 'wet'] : ['sun']), ...(index === 5 ? ['needle'] : [])],
      receivedAt: new Date(now.getTime() - index * 3_600_000),
    }));
    // They meet once, longer ago than one looks.
    flood.at(-1)?.tokens.push('flood', 'sun');
    await store(flood);
    const find = async (...words: string[]) => {
      const question = ask(
        words.map((one) => [one]),
        { scope: ['in:9'] },
      );
      const { rows, truncated, looked } = await searchPage(mongo, { ...question, limit: 50, upTo: now });
      return { truncated, looked, found: rows.map(({ row }) => row.reference) };
    };
    expect(await find('flood', 'sun')).toMatchObject({ truncated: true, found: [] });
    expect(await find('sun', 'needle')).toMatchObject({ truncated: false, found: ['flood-5'] });
    expect(await find('rain')).toMatchObject({
      truncated: false,
      found: flood.slice(0, 50).map((one) => one.reference),
    });
    const three = await find('rain', 'flood', 'sun');
    expect([three.truncated, three.found.length]).toEqual([true, 50]);
    expect(three.looked).toBeLessThanOrEqual(3 * MOST_LOOKED_AT);
    // Rows with all three fill the page: one word leads to them, and those with two are never looked for.
    const all = await find('rain', 'flood', 'wet');
    expect(all).toMatchObject({
      truncated: false,
      found: flood
        .filter((_, i) => i % 2 === 0)
        .slice(0, 50)
        .map((one) => one.reference),
    });
    expect(all.looked).toBeLessThan(200);
  });
});
