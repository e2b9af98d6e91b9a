import { type AuditHead, bytesOf, type IndexPlan, type Keyring, type PersonKey, type WrappedKey } from '@jamaa/kit';
import type { Connection, mongo } from 'mongoose';
import type { DocumentKind, DocumentLanguage } from './forms/view.ts';

type Bytes = Uint8Array | mongo.Binary;

export interface DocumentRow {
  _id: string;
  kind: DocumentKind;
  number: string;
  /** The act it is of, first, and the others it tells of, each with the version that was printed. */
  acts: { id: string; version: number }[];
  bureauId: string;
  organisation: string;
  territory: string;
  language: DocumentLanguage;
  /** `counter`, or `order:<reference>` */
  purpose: string;
  producedAt: Date;
  /** SHA-256 of the file, hexadecimal. */
  digest: string;
  pages: number;
  token: string;
  key: WrappedKey;
  /** What the paper says, field by field. */
  stated: Bytes;
  revoked?: { at: Date; by: string; reason: Bytes };
  version: number;
  lastEventId: string;
  auditHead: AuditHead;
}

/** The file itself, apart from what is asked of every document. */
export interface DocumentFileRow {
  _id: string;
  /** AES-GCM under the document's key. */
  sealed: Bytes;
  /** Until when it can be had again. */
  keepUntil: Date;
}

export const documentCollection = 'documents';
export const documentFileCollection = 'document_files';

export const documentRows = (connection: Connection): mongo.Collection<DocumentRow> =>
  connection.collection<DocumentRow>(documentCollection) as unknown as mongo.Collection<DocumentRow>;

export const documentFileRows = (connection: Connection): mongo.Collection<DocumentFileRow> =>
  connection.collection<DocumentFileRow>(documentFileCollection) as unknown as mongo.Collection<DocumentFileRow>;

export const documentIndexes: readonly IndexPlan[] = [
  {
    collection: documentCollection,
    indexes: [{ name: 'key', key: { 'key.version': 1 } }],
  },
  {
    collection: documentFileCollection,
    indexes: [{ name: 'expiry', key: { keepUntil: 1 }, expireAfterSeconds: 0 }],
  },
];

/** The document's own key: deleting it erases what the paper said. */
export const keyOf = (keyring: Keyring, { key }: Pick<DocumentRow, 'key'>): PersonKey =>
  keyring.unwrap({ version: key.version, wrapped: bytesOf(key.wrapped) });

export const statedContext = (id: string): string => `document/${id}/stated`;
export const fileContext = (id: string): string => `document/${id}/file`;
export const revokedContext = (id: string): string => `document/${id}/revoked`;
