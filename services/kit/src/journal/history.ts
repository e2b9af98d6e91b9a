import type { Connection } from 'mongoose';
import { type JournalRow, journalRows } from './rows.ts';

/** The relay's batches begin at one lease's first number: those below are for history that was never on the broker. */
const FIRST_LIVE_BATCH = 2 ** 24;

/** The first batch number that no earlier seed of this database has used. */
export async function nextHistoryBatch(connection: Connection): Promise<number> {
  const last = await journalRows(connection)
    .find({ batch: { $lt: FIRST_LIVE_BATCH } })
    .sort({ batch: -1 })
    .limit(1)
    .project<Pick<JournalRow, 'batch'>>({ batch: 1 })
    .next();
  return (last?.batch ?? 0) + 1;
}
