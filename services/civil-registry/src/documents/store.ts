import { AppError, appendEvents, emptyChain, encodeEvent, nextAuditRow, writeAudit, writesOf } from '@jamaa/kit';
import { civilDocumentEvents } from '@jamaa/proto/catalog';
import { DocumentProduced, DocumentRevoked } from '@jamaa/proto/civil_registry/v1/documents';
import type { ClientSession, Connection } from 'mongoose';
import {
  type DocumentFileRow,
  type DocumentRow,
  documentCollection,
  documentFileCollection,
  documentRows,
} from './rows.ts';

export interface NewDocument {
  readonly row: Omit<DocumentRow, 'version' | 'lastEventId' | 'auditHead'>;
  readonly file: DocumentFileRow;
  readonly at: Date;
  readonly actor: string;
}

/** Writes a document, its file, its event and the beginning of its audit trail. */
export function insertDocument(session: ClientSession, { row, file, at, actor }: NewDocument): DocumentRow {
  const { _id, kind, bureauId, digest } = row;
  const actId = row.acts[0]?.id ?? '';
  const purpose = row.purpose.split(':')[0] ?? '';
  const told = { documentId: _id, kind, actId, bureauId, purpose, producedAt: at };
  const event = encodeEvent(civilDocumentEvents.produced, DocumentProduced.fromPartial(told));
  const { version, lastEventId = '' } = appendEvents(
    session,
    { type: 'document', id: _id, version: 0, fresh: true },
    [event],
    at,
  );
  const facts = { version, kind, act: actId, purpose: row.purpose, digest };
  const entry = { aggregateId: _id, at, actor, action: 'produced', facts };
  const auditHead = writeAudit(session, nextAuditRow(emptyChain, entry));
  const written = { ...row, version, lastEventId, auditHead };
  writesOf(session).insert(documentCollection, [written]);
  writesOf(session).insert(documentFileCollection, [file]);
  return written;
}

/** @throws AppError `not-found` */
export async function findDocument(mongo: Connection, id: string, session?: ClientSession): Promise<DocumentRow> {
  const row = await documentRows(mongo).findOne({ _id: id }, session === undefined ? {} : { session });
  if (row === null) throw new AppError('not-found', 'no such document');
  return row;
}

export interface Revocation {
  readonly at: Date;
  readonly actor: string;
  readonly reason: Uint8Array;
}

/** Declares a document void. `row` must have been read in this transaction. */
export function revokeRow(session: ClientSession, row: DocumentRow, { at, actor, reason }: Revocation): DocumentRow {
  const told = { documentId: row._id, actId: row.acts[0]?.id ?? '', bureauId: row.bureauId, revokedAt: at };
  const event = encodeEvent(civilDocumentEvents.revoked, DocumentRevoked.fromPartial(told));
  const head = { type: 'document', id: row._id, version: row.version, lastEventId: row.lastEventId };
  const { version, lastEventId = row.lastEventId } = appendEvents(session, head, [event], at);
  const entry = { aggregateId: row._id, at, actor, action: 'revoked', facts: { version }, sealed: reason };
  const auditHead = writeAudit(session, nextAuditRow(row.auditHead, entry));
  const next = { ...row, revoked: { at, by: actor, reason }, version, lastEventId, auditHead };
  writesOf(session).replace(documentCollection, next);
  return next;
}
