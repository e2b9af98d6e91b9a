import { JournalEvent, type ReplayRequest, type ReplayResponse } from '@jamaa/proto/platform/v1/platform';
import type { Connection } from 'mongoose';
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
): Promise<{ rows: JournalRow[]; nextCursor: string; end: boolean }> {
  const after = parseCursor(cursor, field);
  const rows = await inTransaction(connection, async (session) => {
    const journal = journalRows(connection);
    const found =
      after === undefined
        ? []
        : await journal
            .find({ batch: after.position, _id: { $gt: after.id } }, { session })
            .sort({ _id: 1 })
            .limit(limit)
            .toArray();
    const from = after?.position ?? 0;
    // Not every server stops a sorted scan at its limit: it is asked for near batches first, and then for ever farther ones.
    for (let reach = NEAR; found.length < limit; reach *= WIDER) {
      const beyond = reach === NEAR ? from : from + reach / WIDER;
      const to = Math.min(from + reach, LAST);
      const batch = { $gt: beyond, $lte: to };
      const limited = limit - found.length;
      found.push(...(await journal.find({ batch }, { session }).sort({ batch: 1, _id: 1 }).limit(limited).toArray()));
      if (to === LAST) break;
    }
    return found;
  });
  return {
    rows,
    nextCursor: cursorOf(rows.at(-1), 'batch', cursor),
    end: rows.length < limit,
  };
}

const cursorOf = (last: JournalRow | undefined, position: 'batch' | 'version', before: string): string =>
  last === undefined ? before : `${last[position] ?? 0}:${last._id}`;

/** An answer stays well below what gRPC carries, whatever people have written. */
const PAGE_BYTES = 2_000_000;

/** The first rows that fit into one answer, at least one. */
function fitting(rows: readonly JournalRow[]): readonly JournalRow[] {
  let bytes = 0;
  const over = rows.findIndex((row) => {
    bytes += bytesOf(row.data).length;
    return bytes > PAGE_BYTES;
  });
  return over < 0 ? rows : rows.slice(0, Math.max(1, over));
}

/** Batches looked at first, and how much farther each next look goes. */
const NEAR = 4;
const WIDER = 64;
const LAST = Number.MAX_SAFE_INTEGER;

/**
 * One page of the journal in the order of publication, see {@link readPositions}. Of the events it passes, at most `limit`, those of
 * the asked types are told: a page may hold few or none and not be the end. With an aggregate id, that aggregate's events
 * in version order, unpublished ones included.
 */
export async function replayPage(connection: Connection, request: ReplayRequest): Promise<ReplayResponse> {
  const { aggregateId, cursor } = request;
  const limit = Math.min(1000, request.limit === 0 ? 500 : request.limit);
  const read =
    aggregateId === ''
      ? await readPositions(connection, cursor, limit, 'cursor')
      : await readAggregate(connection, aggregateId, cursor, limit);
  const rows = request.withoutData ? read.rows : fitting(read.rows);
  const types = new Set(request.types);
  // Chosen here: with a list of types in the query some servers leave the index.
  const asked = types.size === 0 ? rows : rows.filter((row) => types.has(row.type));
  return {
    events: asked.map(request.withoutData ? toHead : toJournalEvent),
    nextCursor: cursorOf(rows.at(-1), aggregateId === '' ? 'batch' : 'version', cursor),
    end: rows.length === read.rows.length && read.end,
  };
}

async function readAggregate(
  connection: Connection,
  aggregateId: string,
  cursor: string,
  limit: number,
): Promise<{ rows: JournalRow[]; end: boolean }> {
  const after = parseCursor(cursor, 'cursor');
  const rows = await journalRows(connection)
    .find({ aggregateId, ...(after === undefined ? {} : { version: { $gt: after.position } }) })
    .sort({ version: 1 })
    .limit(limit)
    .toArray();
  return { rows, end: rows.length < limit };
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

const toHead = (row: JournalRow): JournalEvent => ({ ...toJournalEvent(row), data: Buffer.alloc(0) });

/** Stored binary as plain bytes. */
export function bytesOf(data: JournalRow['data']): Buffer {
  const bytes = data instanceof Uint8Array ? data : data.value();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
