import { inTransaction } from '@jamaa/kit';
import type { Connection } from 'mongoose';
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

/**
 * Records ends of messages as they come. While one commit is under way the next ends gather and share the following one: no
 * end waits for a slow provider, and many cost few commits.
 */
export function createRecorder(connection: Connection): (recorded: Recorded) => Promise<void> {
  const rows = messageRows(connection);
  let waiting: Waiting[] = [];
  let running = false;

  const write = (group: readonly Waiting[]): Promise<unknown> =>
    inTransaction(connection, (session) =>
      rows.bulkWrite(
        group.map(({ recorded: { key, from, change } }) => ({
          updateOne: {
            filter: { _id: key, state: from },
            update: { $set: change, ...(change.errorCode === undefined ? { $unset: { errorCode: '' as const } } : {}) },
          },
        })),
        { session, ordered: true },
      ),
    );

  const run = async (): Promise<void> => {
    running = true;
    while (waiting.length > 0) {
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
