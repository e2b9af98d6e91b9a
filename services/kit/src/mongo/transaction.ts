import { type ClientSession, type Connection, mongo } from 'mongoose';
import { epochOf } from '../journal/epoch.ts';
import { failpoint } from '../runtime/failpoints.ts';
import { withSession } from './lease-session.ts';
import { beginWrites } from './writes.ts';

const INTERNAL_ERROR = 1;
const OUT_OF_DISK_SPACE = 14_031;

const committed = new WeakMap<Connection, number>();

/** Transactions that {@link inTransaction} has committed on a connection in this process. */
export const committedOn = (connection: Connection): number => committed.get(connection) ?? 0;

/**
 * Runs `work` in one transaction (snapshot reads, majority and journaled writes) and returns its result. What `work` gathered by
 * `writesOf` is written at its end, in one command.
 *
 * `work` may run several times: no publishing, no network, no clock, no random inside, and never two operations at once on the
 * session. Driver errors must pass through unwrapped, for their labels decide whether the driver tries again.
 */
export async function inTransaction<T>(
  connection: Connection,
  work: (session: ClientSession) => Promise<T>,
  options: { timeoutMs?: number } = {},
): Promise<T> {
  return withSession(connection, options.timeoutMs, async (session) => {
    const result = await session.withTransaction(
      async () => {
        const writes = beginWrites(session, epochOf(connection));
        const done = await work(session);
        await writes.flush(connection, session);
        failpoint('transaction.before-commit');
        return done;
      },
      {
        readConcern: { level: 'snapshot' },
        writeConcern: { w: 'majority', journal: true },
        readPreference: 'primary',
      },
    );
    committed.set(connection, committedOn(connection) + 1);
    return result;
  });
}

/** Errors that say the database is out of reach or overloaded, not that the work is wrong. */
export function isDatabaseUnavailable(error: unknown): boolean {
  return (
    error instanceof mongo.MongoNetworkError ||
    error instanceof mongo.MongoServerSelectionError ||
    error instanceof mongo.MongoNotConnectedError ||
    error instanceof mongo.MongoOperationTimeoutError ||
    error instanceof mongo.MongoTopologyClosedError ||
    error instanceof mongo.MongoExpiredSessionError ||
    isStorageFailure(error) ||
    (error instanceof mongo.MongoError &&
      (error.hasErrorLabel('TransientTransactionError') || error.hasErrorLabel('UnknownTransactionCommitResult')))
  );
}

/** The server runs, but its storage does not: `OutOfDiskSpace`, or an engine that stopped when it could not write its log. */
const isStorageFailure = (error: unknown): boolean =>
  error instanceof mongo.MongoServerError &&
  (error.code === OUT_OF_DISK_SPACE || (error.code === INTERNAL_ERROR && error.message.includes('WT_PANIC')));

export const isDuplicateKey = (error: unknown): boolean =>
  error instanceof mongo.MongoServerError && error.code === 11_000;
