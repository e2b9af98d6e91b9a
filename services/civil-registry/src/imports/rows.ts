import type { AuditHead, IndexPlan, WrappedKey } from '@jamaa/kit';
import type { Connection, mongo } from 'mongoose';
import type { ActKind, RegisterKey } from '../domain/identity.ts';
import type { Pinned } from '../domain/imports/read-line.ts';
import type { Sequence } from '../domain/imports/sequence.ts';

type Bytes = Uint8Array | mongo.Binary;

export type ImportState = 'receiving' | 'waiting' | 'running' | 'done' | 'cancelled';

/** A file of registers that is being taken over. */
export interface ImportRow {
  _id: string;
  /** Empty: the lines say it. */
  bureauId: string;
  kind: ActKind | '';
  year: number;
  firstNumber: number;
  format: 'csv' | 'jsonl';
  /** An index of scanned pages; absent: acts. */
  content?: 'pages';
  trial: boolean;
  state: ImportState;
  /** Subject of who brought it. */
  startedBy: string;
  /** Pieces that are here, and their bytes. */
  pieces: number;
  received: number;
  /** Where reading goes on: all before it is written and reported, in the transaction that moved this. */
  offset: number;
  line: number;
  /** The piece in which the offset lies, and the offset at which that piece begins. */
  piece: number;
  pieceStart: number;
  /** Columns of a table, once the file has been started. */
  header: string[];
  delimiter: string;
  created: number;
  unchanged: number;
  refused: number;
  registers: number;
  missing: number;
  /** Pages of the report so far. */
  pages: number;
  createdAt: Date;
  finishedAt?: Date;
  /** Seals the pieces; gone when they are. */
  key?: WrappedKey;
  /** Present from the start until all is done and the pieces are gone: the job's index holds only these. */
  active?: true;
  auditHead: AuditHead;
}

/** A piece of the file, sealed; `_id` is `<import>/<number>`. */
export interface PieceRow {
  _id: string;
  sealed: Bytes;
}

export interface RefusedLine {
  readonly line: number;
  readonly actId: string;
  readonly problems: readonly { readonly field: string; readonly code: string }[];
}

/** Refused lines of one transaction; `_id` is `<import>/<page>`. */
export interface ReportRow {
  _id: string;
  lines: readonly RefusedLine[];
}

/** A register of the file and how far it has come; `_id` is `<import>/<register>`. Kept for trial runs as for real ones. */
export interface TrackRow extends Sequence {
  _id: string;
  key: RegisterKey;
  created: number;
  unchanged: number;
  refused: number;
}

export const importCollection = 'register_imports';
export const pieceCollection = 'register_import_pieces';
export const reportCollection = 'register_import_reports';
export const trackCollection = 'register_import_registers';

export const importIndexes: readonly IndexPlan[] = [
  {
    collection: importCollection,
    indexes: [
      { name: 'active', key: { active: 1, _id: 1 }, partialFilterExpression: { active: true } },
      { name: 'key', key: { 'key.version': 1 } },
    ],
  },
  { collection: pieceCollection, indexes: [] },
  { collection: reportCollection, indexes: [] },
  { collection: trackCollection, indexes: [] },
];

const rowsOf =
  <T extends mongo.Document>(name: string) =>
  (connection: Connection): mongo.Collection<T> =>
    connection.collection<T>(name) as unknown as mongo.Collection<T>;

export const importRows = rowsOf<ImportRow>(importCollection);
export const pieceRows = rowsOf<PieceRow>(pieceCollection);
export const reportRows = rowsOf<ReportRow>(reportCollection);
export const trackRows = rowsOf<TrackRow>(trackCollection);

/** Ids of one import's rows follow each other in the order of their numbers. */
export const numbered = (importId: string, number: number): string => `${importId}/${String(number).padStart(7, '0')}`;
export const trackId = (importId: string, register: string): string => `${importId}/${register}`;
/** All rows of one import, after the id `after`: `0` follows `/`. */
export const rangeOf = (importId: string, after = `${importId}/`) => ({ _id: { $gt: after, $lt: `${importId}0` } });

export const pinnedOf = ({ bureauId, kind, year }: Pick<ImportRow, 'bureauId' | 'kind' | 'year'>): Pinned =>
  kind === '' ? undefined : { bureauId, kind, year };
