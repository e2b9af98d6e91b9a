import { inTransaction, writesOf } from '@jamaa/kit';
import type { Connection } from 'mongoose';
import { type Claim, claimRows } from './claim.ts';
import {
  forAccount,
  insertMissing,
  type MessageRow,
  messageCollection,
  messageRows,
  type SendableRow,
} from './messages.ts';
import { createRecorder, type Recorded } from './recorder.ts';

/** What the sender does with rows. Every change names the state it starts from: a late sender changes nothing. */
export interface Outbox {
  /** Due rows but for alerts of danger, oldest first. */
  due(now: number, limit: number): Promise<MessageRow[]>;
  /** Due alerts, and what they have become, oldest first. */
  dueAlerts(now: number, limit: number): Promise<MessageRow[]>;
  /** Records `sending` before anything is handed over, in one commit; returns the keys that are ours to send. */
  claim(claims: readonly Claim[], now: number): Promise<ReadonlySet<string>>;
  /** Replaces an alert by one message to each account, in one commit; the alert is `sent` then, `failed` when there is nobody. */
  expand(row: MessageRow, accountIds: readonly string[], now: Date): Promise<void>;
  /** Rows left in `sending` since before `before`, whose turn it is: whoever claimed them is gone. */
  abandoned(before: number, now: number, limit: number): Promise<SendableRow[]>;
  /** Records what became of a row; an earlier error code goes unless there is a new one. */
  record(recorded: Recorded): Promise<void>;
  oldestDue(now: number): Promise<number | undefined>;
  countSending(): Promise<number>;
}

export function createOutbox(connection: Connection): Outbox {
  const rows = messageRows(connection);
  const dueRows = (now: number, limit: number) =>
    rows
      .find({ state: 'queued', nextAt: { $lte: now } })
      .sort({ nextAt: 1 })
      .limit(limit);
  return {
    async due(now, limit) {
      // Alerts among them are few and leave in a lane of their own: choosing in memory costs a third of asking without them.
      const oldest = await dueRows(now, 2 * limit).toArray();
      const messages = oldest.filter(({ template }) => template !== 'urgent');
      if (messages.length >= limit || oldest.length < 2 * limit) return messages.slice(0, limit);
      // So many alerts that cannot leave must hold up nothing else. In two steps, as `abandoned`.
      return rows
        .aggregate<MessageRow>([
          { $match: { state: 'queued', nextAt: { $lte: now } } },
          { $match: { template: { $ne: 'urgent' } } },
          { $sort: { nextAt: 1 } },
          { $limit: limit },
        ])
        .toArray();
    },
    dueAlerts: (now, limit) =>
      rows
        .find({ template: 'urgent', state: 'queued', nextAt: { $lte: now } })
        .sort({ nextAt: 1 })
        .limit(limit)
        .toArray(),
    claim: (claims, now) => inTransaction(connection, (session) => claimRows(rows, session, claims, now)),
    expand: (row, accountIds, now) =>
      inTransaction(connection, async (session) => {
        const found = await rows.findOne({ _id: row._id }, { session, projection: { state: 1 } });
        if (found?.state !== 'queued') return;
        insertMissing(
          session,
          accountIds.map((accountId) => forAccount(row, accountId)),
        );
        const end: Partial<MessageRow> =
          accountIds.length > 0 ? { state: 'sent', sentAt: now } : { state: 'failed', errorCode: 'nobody-on-call' };
        writesOf(session).update(messageCollection, row._id, { $set: end });
      }),
    abandoned: async (before, now, limit) =>
      // In two steps: with what no index holds among the rest, some servers look at every row ever sent.
      (await rows
        .aggregate([
          { $match: { state: 'sending', nextAt: { $lte: now } } },
          { $match: { claimedAt: { $lt: before } } },
          { $sort: { nextAt: 1 } },
          { $limit: limit },
        ])
        .toArray()) as SendableRow[],
    record: createRecorder(connection),
    async oldestDue(now) {
      const row = await dueRows(now, 1).project<{ nextAt: number }>({ nextAt: 1 }).next();
      return row?.nextAt;
    },
    countSending: () => rows.countDocuments({ state: 'sending' }, { limit: 10_000 }),
  };
}
