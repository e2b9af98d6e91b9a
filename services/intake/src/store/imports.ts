import type { AuditHead } from '@jamaa/kit';
import type { Connection, mongo } from 'mongoose';
import type { LineProblem } from '../domain/imports/problems.ts';

type Bytes = mongo.Binary | Uint8Array;

export type LineOutcome = 'created' | 'changed' | 'unchanged' | 'refused';
export type ImportState = 'waiting' | 'running' | 'done' | 'cancelled';

/** A file that is being taken over, collection `imports`. */
export interface ImportRow {
  _id: string;
  organisation: string;
  trial: boolean;
  state: ImportState;
  /** Subject of who brought it. */
  startedBy: string;
  total: number;
  packs: number;
  /** Number of the pack that comes next, from 0. */
  next: number;
  created: number;
  unchanged: number;
  refused: number;
  createdAt: Date;
  finishedAt?: Date | undefined;
  /** Key under which the lines are sealed; gone when they are done, and with it what they told. */
  key?: { version: string; wrapped: Bytes } | undefined;
  /** Present until it is done: the job's index holds only these. */
  active?: true | undefined;
  auditHead: AuditHead;
}

/** What became of one line; no more of it is kept. */
export interface LineReport {
  readonly line: number;
  readonly reference: string;
  readonly outcome: LineOutcome;
  readonly caseReference?: string | undefined;
  readonly complaintId?: string | undefined;
  readonly problems?: readonly LineProblem[] | undefined;
}

/** Lines that are worked off in one transaction, collection `import_packs`; `_id` is `<import id>/<number>`. */
export interface PackRow {
  _id: string;
  /** Their content, sealed; gone when they are done. */
  sealed?: Bytes | undefined;
  report?: readonly LineReport[] | undefined;
}

/** Where a case of another register went, collection `imported`; `_id` holds register and number, so that none comes twice. */
export interface ImportedRow {
  _id: string;
  complaintId: string;
  caseReference: string;
  /** HMAC of what the line said: tells a line that has not changed. */
  digest: string;
}

export const importCollection = 'imports';
export const packCollection = 'import_packs';
export const importedCollection = 'imported';

const rowsOf = <T extends mongo.Document>(connection: Connection, name: string): mongo.Collection<T> =>
  connection.collection<T>(name) as unknown as mongo.Collection<T>;

export const importRows = (connection: Connection): mongo.Collection<ImportRow> => rowsOf(connection, importCollection);
export const packRows = (connection: Connection): mongo.Collection<PackRow> => rowsOf(connection, packCollection);
export const importedRows = (connection: Connection): mongo.Collection<ImportedRow> =>
  rowsOf(connection, importedCollection);

export const packId = (importId: string, number: number): string => `${importId}/${number}`;

/** Numbers differ in spaces and case when people copy them. */
export const foldOldReference = (reference: string): string => reference.toUpperCase().replaceAll(/\s+/g, '');

export const importedId = (source: string, reference: string): string => `${source} ${foldOldReference(reference)}`;
