import { type AuditRow, type JournalRow, journalRows } from '@jamaa/kit';
import type { Connection, mongo } from 'mongoose';
import type { ComplaintRow } from '../store/complaint-row.ts';
import { complaintRows } from '../store/complaints.ts';
import type { CaseFile } from './case-file.ts';

/** The relay's batches begin at one lease's first number: those below are for history that was never on the broker. */
const FIRST_LIVE_BATCH = 2 ** 24;

/** The first batch number that no earlier seed of this database has used. */
export async function nextBatch(connection: Connection): Promise<number> {
  const last = await journalRows(connection)
    .find({ batch: { $lt: FIRST_LIVE_BATCH } })
    .sort({ batch: -1 })
    .limit(1)
    .project<Pick<JournalRow, 'batch'>>({ batch: 1 })
    .next();
  return (last?.batch ?? 0) + 1;
}

/** Writes the documents of whole cases in bulk; what is undefined is left out, as on the live path. */
export async function writeCases(connection: Connection, files: readonly CaseFile[]): Promise<void> {
  const options: mongo.BulkWriteOptions = { ordered: false };
  const audit = connection.collection<AuditRow>('audit') as unknown as mongo.Collection<AuditRow>;
  const journal = files.flatMap((file) => [...file.journal]);
  const trail = files.flatMap((file) => [...file.audit]);
  const leads = new Set(files.flatMap(({ row }) => row.mergedInto ?? []));
  // A case and those merged into it are made one after the other and written together.
  const rows = files.map(({ row }): ComplaintRow => (leads.has(row._id) ? { ...row, led: true } : row));
  await Promise.all([
    journalRows(connection).insertMany(journal, options),
    audit.insertMany(trail, options),
    complaintRows(connection).insertMany(rows as mongo.OptionalUnlessRequiredId<ComplaintRow>[], options),
  ]);
}
