import type { IndexPlan } from '@jamaa/kit';
import type { Connection, mongo } from 'mongoose';

/** How far the portal has been read, collection `cursor`. */
export interface CursorRow {
  _id: 'cases';
  cursor: string;
  /** System time at which nothing more was to come. */
  upToDateAt: number;
}

/** A case here and there, collection `links`; `_id` is intake's id. */
export interface LinkRow {
  _id: string;
  number: string;
  caseReference: string;
}

/** A case of the portal that intake refused, collection `refused`; `_id` is its number there. */
export interface RefusedRow {
  _id: string;
  problems: readonly { readonly field: string; readonly code: string }[];
  at: Date;
}

/** A status that the portal is to learn, collection `reports`; `_id` is `<complaint id>/<version>`. */
export interface ReportRow {
  _id: string;
  eventId: string;
  complaintId: string;
  version: number;
  status: string;
  at: Date;
  attempts: number;
  /** System time, milliseconds. */
  nextAt: number;
}

export const indexes: readonly IndexPlan[] = [
  { collection: 'cursor', indexes: [] },
  { collection: 'links', indexes: [] },
  { collection: 'refused', indexes: [] },
  {
    collection: 'reports',
    indexes: [
      { name: 'due', key: { nextAt: 1 } },
      { name: 'case', key: { complaintId: 1, version: 1 } },
    ],
  },
];

const rowsOf = <T extends mongo.Document>(connection: Connection, name: string): mongo.Collection<T> =>
  connection.collection<T>(name) as unknown as mongo.Collection<T>;

export const cursorRows = (connection: Connection): mongo.Collection<CursorRow> => rowsOf(connection, 'cursor');
export const linkRows = (connection: Connection): mongo.Collection<LinkRow> => rowsOf(connection, 'links');
export const refusedRows = (connection: Connection): mongo.Collection<RefusedRow> => rowsOf(connection, 'refused');
export const reportRows = (connection: Connection): mongo.Collection<ReportRow> => rowsOf(connection, 'reports');
