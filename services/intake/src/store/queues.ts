import type { Connection, mongo } from 'mongoose';
import type { Queue } from '../domain/queues.ts';
import type { ComplaintRow } from './complaint-row.ts';
import { complaintRows } from './complaints.ts';

/** How many cases stand in a queue, at most `most`: the index alone is read, and not further than that. */
export async function countInQueue(connection: Connection, queue: Queue, most: number, now: Date): Promise<number> {
  const { token, open, overdue } = queue;
  const filter: mongo.Filter<ComplaintRow> = {
    visibility: token,
    ...(open ? { open: true as const } : {}),
    ...(overdue ? { dueAt: { $lt: now } } : {}),
  };
  const rows = await complaintRows(connection).find(filter).project<{ _id: string }>({ _id: 1 }).limit(most).toArray();
  return rows.length;
}
