import { type AuditRow, journalRows } from '@jamaa/kit';
import type { Connection, mongo } from 'mongoose';
import { complaintRows } from '../store/complaints.ts';
import { entryOf, entryRows } from '../store/search-entries.ts';
import type { CaseFile } from './case-file.ts';
import type { Copied } from './copies.ts';

/** Writes the documents of whole cases in bulk; what is undefined is left out, as on the live path. */
export async function writeCases(
  connection: Connection,
  files: readonly CaseFile[],
  copies: readonly Copied[],
): Promise<void> {
  const options: mongo.BulkWriteOptions = { ordered: false };
  const audit = connection.collection<AuditRow>('audit') as unknown as mongo.Collection<AuditRow>;
  const journal = files.flatMap((file) => [...file.journal]);
  const trail = files.flatMap((file) => [...file.audit]);
  const leads = new Set(files.flatMap(({ row }) => row.mergedInto ?? []));
  // A case and those merged into it are made one after the other and written together.
  const led = files.map(({ row, tokens }) => ({
    row: leads.has(row._id) ? { ...row, led: true as const } : row,
    tokens,
  }));
  const cases = [...led, ...copies];
  await Promise.all([
    journalRows(connection).insertMany(journal, options),
    audit.insertMany(trail, options),
    complaintRows(connection).insertMany(
      cases.map(({ row }) => row),
      options,
    ),
    entryRows(connection).insertMany(
      cases.map(({ row, tokens }) => entryOf(row, tokens)),
      options,
    ),
  ]);
}
