import type { ClientSession, Connection, mongo } from 'mongoose';
import type { Case } from '../domain/case.ts';
import type { Figure } from '../domain/counts.ts';
import type { Place } from '../domain/place.ts';

/** A case, collection `cases`. */
export interface CaseRow extends Omit<Case, 'id'> {
  /** `<cell>|<complaint id>` */
  _id: string;
  /** Its day of receipt, beside what intake told; absent while sla alone has told of it. */
  day?: string | undefined;
}

/** Figures of a place, collection `days`. */
export type DayRow = { _id: string } & Place & Partial<Record<Figure, number>>;

/** Standing figures and flows of a province and category, collection `shelves`: open, dueSoon, overdue, breaches, received_<channel>. */
export type ShelfRow = { _id: string } & Record<string, number | string>;

export const collections = { cases: 'cases', days: 'days', shelves: 'shelves' } as const;

const rowsOf = <T extends mongo.Document>(connection: Connection, name: string): mongo.Collection<T> =>
  connection.collection<T>(name) as unknown as mongo.Collection<T>;

export const caseRows = (connection: Connection): mongo.Collection<CaseRow> => rowsOf(connection, collections.cases);
export const dayRows = (connection: Connection): mongo.Collection<DayRow> => rowsOf(connection, collections.days);
export const shelfRows = (connection: Connection): mongo.Collection<ShelfRow> =>
  rowsOf(connection, collections.shelves);

export const caseId = ({ cell, id }: Pick<Case, 'cell' | 'id'>): string => `${cell}|${id}`;

export const rowOf = ({ id, ...rest }: Case): CaseRow => ({
  ...rest,
  _id: caseId({ cell: rest.cell, id }),
  day: rest.intake?.day,
});

export const caseOf = ({ _id, day, ...rest }: CaseRow): Case => ({ ...rest, id: _id.slice(rest.cell.length + 1) });

export const findCases = (connection: Connection, session: ClientSession, ids: readonly string[]): Promise<CaseRow[]> =>
  caseRows(connection)
    .find({ _id: { $in: [...ids] } }, { session })
    .toArray();
