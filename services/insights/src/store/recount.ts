import { inTransaction } from '@jamaa/kit';
import type { ClientSession, Connection, mongo } from 'mongoose';
import { countsOf, figureNames } from '../domain/counts.ts';
import { shelfId } from '../domain/place.ts';
import { type Increments, receivedBy, standingNames, Tally } from '../domain/tally.ts';
import { caseOf, caseRows, collections, dayRows, type ShelfRow, shelfRows } from './rows.ts';

export interface Difference {
  readonly row: string;
  readonly figure: string;
  readonly stored: number;
  readonly counted: number;
}

type Table = Map<string, Readonly<Record<string, unknown>>>;

/** The first and the last day on which anything was received, as cases or figures have it; `undefined` when there is nothing. */
export async function daysOf(connection: Connection): Promise<{ first: string; last: string } | undefined> {
  const bounds = (rows: Pick<mongo.Collection, 'aggregate'>) =>
    rows
      .aggregate<{ first: string; last: string }>([
        { $match: { day: { $gt: '' } } },
        { $group: { _id: null, first: { $min: '$day' }, last: { $max: '$day' } } },
      ])
      .toArray();
  const found = [
    ...(await bounds(connection.collection(collections.cases))),
    ...(await bounds(connection.collection(collections.days))),
  ];
  const [first] = found.map((one) => one.first).sort();
  const last = found
    .map((one) => one.last)
    .sort()
    .at(-1);
  return first === undefined || last === undefined ? undefined : { first, last };
}

/** Counts the cases received on a day again, under one snapshot with its figures. */
export const recountDay = (
  connection: Connection,
  day: string,
): Promise<{ cases: number; differences: readonly Difference[] }> =>
  inTransaction(connection, async (session) => {
    const cases = await caseRows(connection).find({ day }, { session }).toArray();
    const stored = await dayRows(connection).find({ day }, { session }).toArray();
    const tally = new Tally();
    for (const row of cases) {
      const counts = countsOf(caseOf(row));
      if (counts !== undefined) tally.add([counts], []);
    }
    const counted: Table = new Map([...tally.days].map(([id, { by }]) => [id, by]));
    return { cases: cases.length, differences: compare(new Map(stored.map((row) => [row._id, row])), counted) };
  });

/** Compares what metrics tell with the figures of days, and flows with what each case says it was told as, under one snapshot. */
export const recountShelves = (connection: Connection): Promise<readonly Difference[]> =>
  inTransaction(connection, async (session) => {
    const stored = await shelfRows(connection).find({}, { session }).toArray();
    const counted = new Map<string, Increments>();
    const add = (id: string, name: string, by: number): void => {
      const shelf = counted.get(id) ?? {};
      counted.set(id, { ...shelf, [name]: (shelf[name] ?? 0) + by });
    };
    for (const { _id, ...row } of await standing(connection, session)) {
      for (const name of standingNames) if (row[name] > 0) add(shelfId(_id), name, row[name]);
    }
    for (const { _id, many } of await flows(connection, session, { shelf: '$told.received', channel: '$told.channel' }))
      if (_id.shelf !== undefined) add(_id.shelf, receivedBy(_id.channel ?? ''), many);
    for (const { _id, many } of await flows(connection, session, { shelf: '$told.breached' }))
      if (_id.shelf !== undefined) add(_id.shelf, 'breaches', many);
    return compare(new Map(stored.map((row: ShelfRow) => [row._id, row])), counted);
  });

interface ShelfKey {
  readonly cell: string;
  readonly region: string;
  readonly province: string;
  readonly category: string;
}

const standing = (connection: Connection, session: ClientSession) =>
  dayRows(connection)
    .aggregate<{ _id: ShelfKey } & Record<(typeof standingNames)[number], number>>(
      [
        {
          $group: {
            _id: { cell: '$cell', region: '$region', province: '$province', category: '$category' },
            ...Object.fromEntries(standingNames.map((name) => [name, { $sum: { $ifNull: [`$${name}`, 0] } }])),
          },
        },
      ],
      { session },
    )
    .toArray();

const flows = (connection: Connection, session: ClientSession, _id: Readonly<Record<string, string>>) =>
  caseRows(connection)
    .aggregate<{ _id: { shelf?: string; channel?: string }; many: number }>([{ $group: { _id, many: { $sum: 1 } } }], {
      session,
    })
    .toArray();

const isFigure = (name: string): boolean =>
  (figureNames as readonly string[]).includes(name) || name === 'breaches' || name.startsWith(receivedBy(''));

function compare(stored: Table, counted: Table): Difference[] {
  const ids = [...new Set([...stored.keys(), ...counted.keys()])].sort();
  return ids.flatMap((row) => {
    const [is, should] = [stored.get(row) ?? {}, counted.get(row) ?? {}];
    const names = [...new Set([...Object.keys(is), ...Object.keys(should)])].filter(isFigure);
    return names.flatMap((figure): Difference[] => {
      const [one, other] = [Number(is[figure] ?? 0), Number(should[figure] ?? 0)];
      return one === other ? [] : [{ row, figure, stored: one, counted: other }];
    });
  });
}
