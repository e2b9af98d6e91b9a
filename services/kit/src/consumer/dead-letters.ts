import { bytesOf } from '../journal/replay.ts';
import { inTransaction } from '../mongo/transaction.ts';
import { type Applier, handleEvents } from './apply.ts';
import { type DeadLetterRow, deadLetterRows, inboxId, inboxRows } from './inbox.ts';
import type { Envelope } from './received.ts';

const open = ['parked', 'waiting'] as const;

const envelopeOfLetter = (row: DeadLetterRow): Envelope => ({
  id: row.eventId,
  type: row.type,
  aggregateId: row.aggregateId,
  version: row.version,
  time: row.time,
  data: bytesOf(row.data),
  traceparent: row.traceparent,
});

export interface Requeued {
  readonly applied: number;
  readonly stillParked: number;
  readonly error?: string;
}

/**
 * Applies the parked events of one aggregate in version order, each in its own transaction, and frees the aggregate when none
 * is left. Stops at the first that fails again. Must run in the one fetcher of the stream.
 */
export async function requeueAggregate(a: Applier, aggregateId: string, operator: string): Promise<Requeued> {
  const letters = deadLetterRows(a.connection);
  const filter = { source: a.source, aggregateId, state: { $in: [...open] } };
  const rows = await letters.find(filter).sort({ version: 1 }).toArray();
  let applied = 0;
  for (const row of rows) {
    try {
      await settleOne(a, row, operator);
      applied += 1;
    } catch (error) {
      const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
      return { applied, stillParked: rows.length - applied, error: message };
    }
  }
  await inboxRows(a.connection).updateOne({ _id: inboxId(a.source, aggregateId) }, { $unset: { parked: '' } });
  return { applied, stillParked: 0 };
}

async function settleOne(a: Applier, row: DeadLetterRow, operator: string): Promise<void> {
  const at = a.now();
  let after: (() => void)[] = [];
  await inTransaction(a.connection, async (session) => {
    after = [];
    const id = inboxId(a.source, row.aggregateId);
    const inbox = await inboxRows(a.connection).findOne({ _id: id }, { session });
    if (row.version > (inbox?.version ?? 0)) {
      await handleEvents(a, [envelopeOfLetter(row)], { session, afterCommit: (run) => void after.push(run) });
      await inboxRows(a.connection).updateOne(
        { _id: id },
        { $set: { version: row.version, updatedAt: at } },
        { session },
      );
    }
    await deadLetterRows(a.connection).updateOne(
      { _id: row._id },
      { $set: { state: 'applied', settled: { at, operator } } },
      { session },
    );
  });
  for (const run of after) run();
}

/** Gives up the parked events of one aggregate for good, with a reason that stays on record. Later events flow again. */
export async function discardAggregate(
  a: Applier,
  aggregateId: string,
  operator: string,
  reason: string,
): Promise<number> {
  const at = a.now();
  return inTransaction(a.connection, async (session) => {
    const rows = await deadLetterRows(a.connection)
      .find({ source: a.source, aggregateId, state: { $in: [...open] } }, { session })
      .sort({ version: 1 })
      .toArray();
    const last = rows.at(-1);
    if (last === undefined) return 0;
    await deadLetterRows(a.connection).updateMany(
      { _id: { $in: rows.map((row) => row._id) } },
      { $set: { state: 'discarded', settled: { at, operator, reason } } },
      { session },
    );
    await inboxRows(a.connection).updateOne(
      { _id: inboxId(a.source, aggregateId) },
      { $set: { version: last.version, updatedAt: at }, $unset: { parked: '' } },
      { session },
    );
    return rows.length;
  });
}
