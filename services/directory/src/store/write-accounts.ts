import {
  AppError,
  type AuditRow,
  emptyChain,
  encodeEvent,
  epochIn,
  failpoint,
  nextAuditRow,
  nextId,
  versionAfter,
} from '@jamaa/kit';
import { directoryEvents } from '@jamaa/proto/catalog';
import type { ClientSession, Connection, mongo } from 'mongoose';
import { appendInBulk, type BulkEvent } from './journal.ts';
import { accountMessage } from './messages.ts';
import { type AccountRow, accountRows } from './rows.ts';

/** What was done to an account, for its audit chain: without personal data. */
export type AuditEntry = Pick<AuditRow, 'action' | 'facts'>;

export interface AccountChange {
  /** The row as it was read in this transaction; absent for a new account. */
  readonly before?: AccountRow;
  readonly after: Omit<AccountRow, 'version' | 'lastEventId' | 'audit' | 'createdAt' | 'updatedAt'>;
  readonly entries: readonly AuditEntry[];
}

/**
 * Writes changed accounts, one event each and their audit entries, in the caller's transaction: three bulk writes however many
 * accounts. Two writers of one account meet as a write conflict. Returns the rows as they are now.
 */
export async function writeAccounts(
  connection: Connection,
  session: ClientSession,
  changes: readonly AccountChange[],
  by: { readonly actor: string; readonly at: Date },
): Promise<AccountRow[]> {
  if (changes.length === 0) return [];
  const audits: AuditRow[] = [];
  const rows = changes.map(({ before, after, entries }): AccountRow => {
    let audit = before?.audit ?? emptyChain;
    for (const entry of entries) {
      const row = nextAuditRow(audit, { aggregateId: after._id, at: by.at, actor: by.actor, ...entry });
      audits.push(row);
      audit = { number: row.number, hash: row.hash };
    }
    return {
      ...after,
      version: versionAfter(before?.version ?? 0, epochIn(session)),
      lastEventId: nextId(before?.lastEventId),
      audit,
      createdAt: before?.createdAt ?? by.at,
      updatedAt: by.at,
    };
  });
  const written = await accountRows(connection).bulkWrite(
    rows.map((row, index): mongo.AnyBulkWriteOperation<AccountRow> => {
      const before = changes[index]?.before;
      return before === undefined
        ? { insertOne: { document: row } }
        : { replaceOne: { filter: { _id: row._id, version: before.version }, replacement: row } };
    }),
    { session, ordered: true },
  );
  if (written.insertedCount + written.matchedCount !== rows.length)
    throw new AppError('version-conflict', 'an account has changed meanwhile');
  if (audits.length > 0) {
    const chain = connection.collection<AuditRow>('audit') as unknown as mongo.Collection<AuditRow>;
    await chain.insertMany(audits, { session, ordered: true });
  }
  await appendInBulk(connection, session, rows.map(eventOf), by.at);
  return rows;
}

const eventOf = (row: AccountRow): BulkEvent => ({
  eventId: row.lastEventId,
  type: 'account',
  id: row._id,
  version: row.version,
  event: encodeEvent(directoryEvents.accountChanged, { account: accountMessage(row) }),
});

/** Wakes the relay after a commit. What a crash before it leaves behind is found by the relay's polling. */
export const afterAccountCommit = (relay: { poke(): void }): void => {
  failpoint('directory.after-commit');
  relay.poke();
};
