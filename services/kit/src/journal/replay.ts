import { JournalEvent, type ReplayRequest, type ReplayResponse } from '@jamaa/proto/platform/v1/platform';
import type { Connection, mongo } from 'mongoose';
import { invalidField } from '../errors/app-error.ts';
import { type JournalRow, journalRows } from './rows.ts';

const CURSOR = /^(\d+):([0-9a-f-]{36})$/;

/**
 * One page of the journal in the order of publication. Only published rows are shown: their position (batch, id) never changes
 * and no row can appear before a position already read, which a time or id cursor could not promise.
 * With an aggregate id, that aggregate's events in version order, unpublished ones included.
 */
export async function replayPage(connection: Connection, request: ReplayRequest): Promise<ReplayResponse> {
  const limit = Math.min(1000, request.limit === 0 ? 500 : request.limit);
  const filter: mongo.Filter<JournalRow> = {};
  if (request.types.length > 0) filter.type = { $in: request.types };
  if (request.aggregateId !== '') filter.aggregateId = request.aggregateId;
  else filter.batch = { $gt: 0 };
  const [, batch, id] = request.cursor === '' ? [] : (CURSOR.exec(request.cursor) ?? [undefined, undefined, undefined]);
  if (request.cursor !== '') {
    if (batch === undefined || id === undefined) throw invalidField('cursor', 'cursor', 'not a cursor of this journal');
    if (request.aggregateId !== '') filter.version = { $gt: Number(batch) };
    else filter.$or = [{ batch: { $gt: Number(batch) } }, { batch: Number(batch), _id: { $gt: id } }];
  }
  const sort: mongo.Sort = request.aggregateId === '' ? { batch: 1, _id: 1 } : { version: 1 };
  const rows = await journalRows(connection).find(filter).sort(sort).limit(limit).toArray();
  const last = rows.at(-1);
  const position = request.aggregateId === '' ? last?.batch : last?.version;
  return {
    events: rows.map(toJournalEvent),
    nextCursor: last === undefined ? request.cursor : `${position ?? 0}:${last._id}`,
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
