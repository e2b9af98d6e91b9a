import { inTransaction, waitFor } from '@jamaa/kit';
import type { ClientSession, Connection } from 'mongoose';
import { type MessageRow, messageRows } from './messages.ts';

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

  const update = (group: readonly Waiting[], session?: ClientSession): Promise<unknown> =>
    rows.bulkWrite(
      group.map(({ recorded: { key, from, change } }) => ({
        updateOne: {
          filter: { _id: key, state: from },
          update: { $set: change, ...(change.errorCode === undefined ? { $unset: { errorCode: '' as const } } : {}) },
        },
      })),
      { ordered: true, ...(session === undefined ? {} : { session }) },
    );
  /** The transaction is for the one commit it makes of many; a single update is atomic by itself. */
  const write = (group: readonly Waiting[]): Promise<unknown> =>
    group.length === 1 ? update(group) : inTransaction(connection, (session) => update(group, session));

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
