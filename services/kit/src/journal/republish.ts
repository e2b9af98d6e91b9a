import type { Logger } from '@jamaa/observability';
import type { Connection, mongo } from 'mongoose';
import { AppError } from '../errors/app-error.ts';
import { isDuplicateKey } from '../mongo/transaction.ts';
import { failpoint } from '../runtime/failpoints.ts';
import { readPositions } from './replay.ts';
import type { JournalRow } from './rows.ts';

/** The last republishing, one row: its progress survives a crash, and two at once are refused. */
export interface RepublishRow {
  _id: 'current';
  /** Where it began; empty for the beginning of the journal. */
  since: string;
  /** Events up to this position are acknowledged by the broker. */
  cursor: string;
  published: number;
  operator: string;
  startedAt: Date;
  finishedAt?: Date;
}

const rowsOf = (connection: Connection): mongo.Collection<RepublishRow> =>
  connection.collection<RepublishRow>('republish') as unknown as mongo.Collection<RepublishRow>;

export const findRepublish = (connection: Connection): Promise<RepublishRow | null> =>
  rowsOf(connection).findOne({ _id: 'current' });

/**
 * Asks for the journal to be given to the broker again, from a position to the end. The relay does it, before it publishes
 * anything new: an older event must not come after a newer one of its aggregate.
 * @throws AppError `validation-failed` for a cursor that is none, `command-not-allowed` while another one runs
 */
export async function requestRepublish(
  connection: Connection,
  asked: { readonly since: string; readonly operator: string; readonly at: Date },
): Promise<RepublishRow> {
  await readPositions(connection, asked.since, 1, 'since_cursor');
  const row = {
    since: asked.since,
    cursor: asked.since,
    published: 0,
    operator: asked.operator,
    startedAt: asked.at,
  };
  try {
    await rowsOf(connection).updateOne(
      { _id: 'current', finishedAt: { $exists: true } },
      { $set: row, $unset: { finishedAt: '' } },
      { upsert: true },
    );
  } catch (error) {
    if (isDuplicateKey(error)) throw new AppError('command-not-allowed', 'a republishing runs already');
    throw error;
  }
  return { _id: 'current', ...row };
}

const PAGE = 256;

/**
 * One page of a republishing, if one was asked for. Called by the relay under its lease.
 * `idle`: none runs; `advanced`: a page went out; `refused`: the broker did not take all of it, the page comes again.
 */
export async function republishPage(
  connection: Connection,
  publish: (rows: readonly JournalRow[]) => Promise<readonly string[]>,
  now: () => Date,
  logger: Logger,
): Promise<'idle' | 'advanced' | 'refused'> {
  const run = await findRepublish(connection);
  if (run === null || run.finishedAt !== undefined) return 'idle';
  const page = await readPositions(connection, run.cursor, PAGE, 'cursor');
  const acknowledged = await publish(page.rows);
  if (acknowledged.length < page.rows.length) return 'refused';
  failpoint('republish.after-page');
  const published = run.published + page.rows.length;
  await rowsOf(connection).updateOne(
    { _id: 'current', cursor: run.cursor, startedAt: run.startedAt },
    { $set: { cursor: page.nextCursor, published, ...(page.end ? { finishedAt: now() } : {}) } },
  );
  if (page.end) logger.warn({ operator: run.operator, since: run.since, published }, 'journal published again');
  return 'advanced';
}
