import { inTransaction, waitFor, writesOf } from '@jamaa/kit';
import type { Connection } from 'mongoose';
import { type MessageRow, messageCollection, messageRows } from './messages.ts';

export interface Recorded {
  readonly key: string;
  /** State the row is in; in any other nothing is changed. */
  readonly from: MessageRow['state'];
  readonly change: Partial<MessageRow>;
}

interface Waiting {
  readonly recorded: Recorded;
  readonly done: () => void;
  readonly failed: (reason: unknown) => void;
}

/** How long an end waits for others to share its commit. A crash leaves so much more in doubt: it must stay a moment. */
const GATHER_MS = 20;

/**
 * Records ends of messages as they come. The ends of a moment, and those that come while one commit is under way, share a
 * commit: no end waits for a slow provider, and many cost few commits.
 */
export function createRecorder(connection: Connection): (recorded: Recorded) => Promise<void> {
  const rows = messageRows(connection);
  let waiting: Waiting[] = [];
  let running = false;

  const write = (group: readonly Waiting[]): Promise<void> =>
    inTransaction(connection, async (session) => {
      const keys = group.map(({ recorded }) => recorded.key);
      const states = new Map<string, MessageRow['state']>();
      for await (const row of rows.find({ _id: { $in: keys } }, { session, projection: { state: 1 } })) {
        states.set(row._id, row.state);
      }
      for (const { key, from, change } of group.map(({ recorded }) => recorded)) {
        if (states.get(key) !== from) continue;
        const unset = change.errorCode === undefined ? { $unset: { errorCode: '' as const } } : {};
        writesOf(session).update(messageCollection, key, { $set: change, ...unset });
        if (change.state !== undefined) states.set(key, change.state);
      }
    });

  const run = async (): Promise<void> => {
    running = true;
    while (waiting.length > 0) {
      await waitFor(GATHER_MS);
      const group = waiting;
      waiting = [];
      try {
        await write(group);
        for (const { done } of group) done();
      } catch (error) {
        for (const { failed } of group) failed(error);
      }
    }
    running = false;
  };

  return (recorded) =>
    new Promise<void>((done, failed) => {
      waiting.push({ recorded, done, failed });
      if (!running) void run();
    });
}
