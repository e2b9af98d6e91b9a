import { randomUUID } from 'node:crypto';
import { connectMongo, migrate } from '@jamaa/kit';
import { createSuite, type Suite } from '@jamaa/kit/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Connection } from 'mongoose';
import type { ComplaintRow } from '../src/store/complaint-row.ts';
import { complaintRows } from '../src/store/complaints.ts';
import { indexes } from '../src/store/indexes.ts';
import { findPage, type PageQuery } from '../src/store/pages.ts';

type Case = Pick<ComplaintRow, '_id' | 'visibility' | 'state' | 'receivedAt' | 'dueAt' | 'open' | 'complainantSubject'>;

const now = new Date('2026-11-22T09:00:00Z');
const DAY_MS = 86_400_000;
const LIMIT = 20;

/** Three years, many of them lately; several at one instant, so that ids must break ties. */
const cases: Case[] = Array.from({ length: 900 }, (_, index) => {
  const daysAgo = index % 3 === 0 ? (index * 7) % 40 : (index * 13) % 1_100;
  const receivedAt = new Date(now.getTime() - daysAgo * DAY_MS);
  const isOpen = daysAgo < 60 || index % 11 === 0;
  return {
    _id: randomUUID(),
    visibility: [`in:03.${index % 4}`, `org:${index % 7}`, `unit:${index % 7}/${index % 2}`],
    complainantSubject: `person-${index % 5}`,
    state: isOpen ? 'assigned' : 'closed',
    receivedAt,
    dueAt: new Date(receivedAt.getTime() + (30 + (index % 30)) * DAY_MS),
    ...(isOpen ? { open: true as const } : {}),
  };
});

const through = { visibility: 'visibility', person: 'person', itself: 'itself' } as const;
const newest = { field: 'receivedAt', direction: -1 } as const;
const oldest = { field: 'receivedAt', direction: 1 } as const;
const dueFirst = { field: 'dueAt', direction: 1 } as const;

/** Name, query, and the same question asked of the array. */
const questions: readonly [string, Omit<PageQuery, 'limit' | 'now'>, (one: Case) => boolean][] = [
  ['one territory, newest', ask('in:03.1'), (one) => one.visibility.includes('in:03.1')],
  ['one territory, oldest', { ...ask('in:03.1'), sort: oldest }, (one) => one.visibility.includes('in:03.1')],
  [
    'two bodies that overlap with a unit',
    ask('org:1', 'org:2', 'unit:2/0'),
    (one) => /org:[12]\b/.test(String(one.visibility)),
  ],
  ['nothing that may be seen', ask(), () => false],
  [
    'open of a body, due first',
    { ...ask('org:3', 'org:4'), open: true, sort: dueFirst },
    (one) => one.open === true && /org:[34]\b/.test(String(one.visibility)),
  ],
  [
    'open of a body, newest',
    { ...ask('org:3'), open: true },
    (one) => one.open === true && one.visibility.includes('org:3'),
  ],
  [
    'overdue',
    { ...ask('org:3'), open: true, sort: dueFirst, rest: [{ dueAt: { $lt: now } }] },
    (one) => one.open === true && one.visibility.includes('org:3') && (one.dueAt ?? now) < now,
  ],
  [
    'one state',
    { ...ask('in:03.2'), rest: [{ state: { $in: ['closed'] } }] },
    (one) => one.state === 'closed' && one.visibility.includes('in:03.2'),
  ],
  [
    'of a person, within a body',
    {
      ...ask('org:1'),
      leads: [{ complainantSubject: 'person-2' }],
      rest: [{ visibility: 'org:1' }],
      through: through.person,
    },
    (one) => one.complainantSubject === 'person-2' && one.visibility.includes('org:1'),
  ],
  [
    'of a person, open',
    { ...ask(), leads: [{ complainantSubject: 'person-2' }], open: true, through: through.person },
    (one) => one.open === true && one.complainantSubject === 'person-2',
  ],
  [
    'what is found by id, open',
    {
      ...ask(),
      leads: [{ _id: { $in: cases.slice(0, 60).map((one) => one._id) } }],
      open: true,
      through: through.itself,
    },
    (one) => one.open === true && cases.slice(0, 60).includes(one),
  ],
];

function ask(...tokens: string[]): Omit<PageQuery, 'limit' | 'now'> {
  const leads = tokens.map((token) => ({ visibility: token }));
  return { leads, rest: [], through: through.visibility, open: false, sort: newest };
}

describe('pages of cases', () => {
  let suite: Suite;
  let mongo: Connection;

  beforeAll(async () => {
    suite = await createSuite();
    const env = suite.env('intake');
    await migrate({ service: 'intake', indexes, consumes: [] }, env);
    mongo = await connectMongo({ uri: env.MONGODB_URI, database: env.MONGODB_DATABASE ?? '', appName: 'test' });
    const rows = cases.map((one, index) => ({ ...one, reference: `r-${index}` })) as unknown as ComplaintRow[];
    await complaintRows(mongo).insertMany(rows);
  });
  afterAll(async () => {
    await mongo.dropDatabase();
    await mongo.close();
  });

  it.each(questions)('%s: page after page the whole answer, in order, nothing twice', async (_name, query, holds) => {
    const { field, direction } = query.sort;
    const at = (one: Case): number => one[field]?.getTime() ?? 0;
    const expected = cases
      .filter(holds)
      .toSorted((a, b) => direction * (at(a) - at(b) || (a._id < b._id ? -1 : 1)))
      .map((one) => one._id);
    const seen: string[] = [];
    let after: PageQuery['after'];
    for (;;) {
      const page = await findPage(mongo, { ...query, after, limit: LIMIT, now });
      seen.push(...page.map((row) => row._id));
      const last = page.at(-1);
      if (last === undefined || page.length < LIMIT) break;
      after = { value: last[field] ?? now, id: last._id };
    }
    expect(seen).toEqual(expected);
  });
});
