import type { AuditHead, IndexPlan } from '@jamaa/kit';
import type { Connection, mongo } from 'mongoose';
import { actId } from '../domain/identity.ts';
import type { PageKey, Scan } from '../domain/page.ts';

/** What attachments keeps for a page, and by which proof. */
export interface ScanRow extends Scan {
  readonly proof: string;
  readonly size: number;
  readonly mediaType: string;
  readonly at: Date;
}

/** A page of a register; `_id` is {@link pageId}. Numbers only: what stands on it is in its image. */
export interface PageRow {
  _id: string;
  key: PageKey;
  acts: readonly number[];
  /** The same acts by their ids: by them a page is found. */
  actIds: readonly string[];
  sha256: string;
  scan?: ScanRow;
  version: number;
  lastEventId: string;
  auditHead: AuditHead;
}

export const pageCollection = 'register_pages';

export const pageIndexes: readonly IndexPlan[] = [
  {
    collection: pageCollection,
    indexes: [
      { name: 'act', key: { actIds: 1 } },
      { name: 'scan', key: { 'scan.id': 1 }, partialFilterExpression: { 'scan.id': { $gt: '' } } },
    ],
  },
];

export const pageRows = (connection: Connection): mongo.Collection<PageRow> =>
  connection.collection<PageRow>(pageCollection) as unknown as mongo.Collection<PageRow>;

export const actIdsOf = (key: PageKey, acts: readonly number[]): string[] => acts.map((number) => actId(key, number));
