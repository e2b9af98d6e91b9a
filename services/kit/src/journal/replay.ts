import { JournalEvent, type ReplayRequest, type ReplayResponse } from '@jamaa/proto/platform/v1/platform';
import type { Connection, mongo } from 'mongoose';
import { invalidField } from '../errors/app-error.ts';
import { inTransaction } from '../mongo/transaction.ts';
import { type JournalRow, journalRows } from './rows.ts';

const CURSOR = /^(\d+):([0-9a-f-]{36})$/;

/** @throws AppError `validation-failed` naming `field` when the text is not a cursor. */
function parseCursor(cursor: string, field: string): { position: number; id: string } | undefined {
  if (cursor === '') return undefined;
  const [, position, id] = CURSOR.exec(cursor) ?? [];
  if (position === undefined || id === undefined) throw invalidField(field, 'cursor', 'not a cursor of this journal');
  return { position: Number(position), id };
}

/**
 * Rows after a position in the order of publication. Only published rows are shown: their position (batch, id) never changes
 * and no row can appear before a position already read, which a time or id cursor could not promise. Read in one snapshot, as
 * the relay marks a batch in one transaction: a batch is seen whole or not at all.
 */
export async function readPositions(
  connection: Connection,
  cursor: string,
  limit: number,
  field: string,
  types: readonly string[] = [],
): Promise<{ rows: JournalRow[]; nextCursor: string; end: boolean }> {
  const after = parseCursor(cursor, field);
  const filter: mongo.Filter<JournalRow> = {
    ...(types.length === 0 ? {} : { type: { $in: [...types] } }),
    batch: { $gt: 0 },
    ...(after === undefined
      ? {}
      : { $or: [{ batch: { $gt: after.position } }, { batch: after.position, _id: { $gt: after.id } }] }),
  };
  const rows = await inTransaction(connection, (session) =>
    journalRows(connection).find(filter, { session }).sort({ batch: 1, _id: 1 }).limit(limit).toArray(),
  );
  const last = rows.at(-1);
  return {
    rows,
    nextCursor: last === undefined ? cursor : `${last.batch ?? 0}:${last._id}`,
    end: rows.length < limit,
  };
}

/**
 * One page of the journal in the order of publication, see {@link readPositions}. With an aggregate id, that aggregate's events
 * in version order, unpublished ones included.
 */
export async function replayPage(connection: Connection, request: ReplayRequest): Promise<ReplayResponse> {
  const limit = Math.min(1000, request.limit === 0 ? 500 : request.limit);
  if (request.aggregateId === '') {
    const { rows, nextCursor, end } = await readPositions(connection, request.cursor, limit, 'cursor', request.types);
    return { events: rows.map(toJournalEvent), nextCursor, end };
  }
  const after = parseCursor(request.cursor, 'cursor');
  const rows = await journalRows(connection)
    .find({
      ...(request.types.length === 0 ? {} : { type: { $in: request.types } }),
      aggregateId: request.aggregateId,
      ...(after === undefined ? {} : { version: { $gt: after.position } }),
    })
    .sort({ version: 1 })
    .limit(limit)
    .toArray();
  const last = rows.at(-1);
  return {
    events: rows.map(toJournalEvent),
    nextCursor: last === undefined ? request.cursor : `${last.version}:${last._id}`,
    end: rows.length < limit,
  };
}

export const toJournalEvent = (row: JournalRow): JournalEvent =>
  JournalEvent.fromPartial({
    id: row._id,
    type: row.type,
    aggregateType: row.aggregateType,
    aggregateId: row.aggregateId,
    aggregateVersion: row.version,
    time: row.time,
    data: bytesOf(row.data),
  });

/** Stored binary as plain bytes. */
export function bytesOf(data: JournalRow['data']): Buffer {
  const bytes = data instanceof Uint8Array ? data : data.value();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
