import type { Logger } from '@jamaa/observability';
import type { ClientSession, Connection, mongo } from 'mongoose';
import { waitFor } from '../time/wait.ts';
import { type LeaseRow, leaseRows, NOW } from './lease-rows.ts';
import { TRANSACTION_TIMEOUT_MS, withLeaseSession } from './lease-session.ts';
import { keepRenewed } from './renewals.ts';

export interface LeaseOptions {
  readonly connection: Connection;
  readonly name: string;
  readonly holder: string;
  readonly ttlMs: number;
  readonly logger: Logger;
}

const held = new WeakMap<Connection, Map<string, boolean>>();

/** Leases that this process wants on a connection, and whether it holds them now. */
export const leasesOn = (connection: Connection): ReadonlyMap<string, boolean> => held.get(connection) ?? new Map();

function tell({ connection, name }: LeaseOptions, mine: boolean): void {
  const leases = held.get(connection) ?? new Map<string, boolean>();
  held.set(connection, leases.set(name, mine));
}

/**
 * A named right that one process holds at a time. `run` waits for it, calls `work` with the fence number and a signal that is
 * aborted when the lease is lost or `stop` is aborted, and starts again until stopped.
 */
export async function runUnderLease(
  options: LeaseOptions,
  stop: AbortSignal,
  work: (fence: number, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const rows = leaseRows(options.connection);
  tell(options, false);
  while (!stop.aborted) {
    const session = await options.connection.startSession({ defaultTimeoutMS: TRANSACTION_TIMEOUT_MS });
    try {
      const fence = await acquire(rows, options, session);
      if (fence === undefined) await waitFor(options.ttlMs / 4, stop);
      else {
        await turn(rows, options, fence, stop, (signal) =>
          withLeaseSession(options.connection, session, () => work(fence, signal)),
        );
      }
    } finally {
      await session.endSession();
    }
  }
  // Wanted no more: of a lease for one task nobody asks who holds it.
  held.get(options.connection)?.delete(options.name);
}

/**
 * Does a task once, while no other process does it; the next one finds it done. Unlike `runUnderLease` it does not try again.
 * @throws what the task throws, or when `patience` is aborted before its turn comes
 */
export async function onceUnderLease<T>(
  options: LeaseOptions,
  task: () => Promise<T>,
  patience: AbortSignal = new AbortController().signal,
): Promise<T> {
  const over = new AbortController();
  const tooLate = (): void => over.abort();
  patience.addEventListener('abort', tooLate);
  const outcome: { done?: { readonly value: T } | { readonly error: unknown } } = {};
  await runUnderLease(options, over.signal, async () => {
    patience.removeEventListener('abort', tooLate);
    try {
      outcome.done = { value: await task() };
    } catch (error) {
      outcome.done = { error };
    }
    over.abort();
  });
  const { done } = outcome;
  if (done === undefined) throw new Error(`another process has held the lease ${options.name} too long`);
  if ('error' in done) throw done.error;
  return done.value;
}

/** From getting the lease to losing it or giving it back. */
async function turn(
  rows: mongo.Collection<LeaseRow>,
  options: LeaseOptions,
  fence: number,
  stop: AbortSignal,
  work: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const lost = new AbortController();
  const signal = AbortSignal.any([stop, lost.signal]);
  const given = keepRenewed(options.connection, { ...options, fence, lost: () => lost.abort() });
  tell(options, true);
  lost.signal.addEventListener('abort', () => tell(options, false));
  try {
    await work(signal);
  } catch (error) {
    options.logger.error({ err: error, lease: options.name }, 'work under a lease failed, starting it again');
    await waitFor(options.ttlMs / 4, stop);
  } finally {
    lost.abort();
    await given();
    await release(rows, options, fence);
  }
}

async function acquire(
  rows: mongo.Collection<LeaseRow>,
  o: LeaseOptions,
  session: ClientSession,
): Promise<number | undefined> {
  let before: LeaseRow | null;
  try {
    before = (await take(rows, o, session)) ?? ((await neverHeld(rows, o)) ? await take(rows, o, session) : null);
  } catch (error) {
    o.logger.warn({ err: error, lease: o.name }, 'lease not acquired');
    return undefined;
  }
  if (before === null) return undefined;
  if (before.session !== undefined) await endSessionOf(before, o);
  return before.fence + 1;
}

/** The row as it was, when the lease was free; null when somebody else holds it, or nobody ever has. */
const take = (rows: mongo.Collection<LeaseRow>, o: LeaseOptions, session: ClientSession): Promise<LeaseRow | null> =>
  rows.findOneAndUpdate(
    { _id: o.name, $expr: { $or: [{ $lt: ['$expiresAt', NOW] }, { $eq: ['$holder', { $literal: o.holder }] }] } },
    [
      {
        $set: {
          holder: { $literal: o.holder },
          expiresAt: { $add: [NOW, o.ttlMs] },
          session: { $literal: session.id },
          fence: { $add: ['$fence', 1] },
        },
      },
    ],
    { returnDocument: 'before' },
  );

/** Makes the row of a lease that nobody has ever held; whether there was none. */
async function neverHeld(rows: mongo.Collection<LeaseRow>, { name }: LeaseOptions): Promise<boolean> {
  const free = { holder: '', fence: 0, expiresAt: 0 };
  const made = await rows.updateOne({ _id: name }, { $setOnInsert: free }, { upsert: true });
  return made.upsertedCount > 0;
}

/** Ends what a holder that did not give the lease back may have left open: its transaction would hold up the next one. */
async function endSessionOf(before: LeaseRow, o: LeaseOptions): Promise<void> {
  try {
    await o.connection.db?.admin().command({ killSessions: [before.session] });
  } catch (error) {
    o.logger.warn({ err: error, lease: o.name }, 'session of the last holder not ended, the server will give it up');
  }
}

async function release(rows: mongo.Collection<LeaseRow>, o: LeaseOptions, fence: number): Promise<void> {
  try {
    await rows.updateOne({ _id: o.name, holder: o.holder, fence }, { $set: { expiresAt: 0 }, $unset: { session: '' } });
  } catch (error) {
    o.logger.warn({ err: error, lease: o.name }, 'lease not released, it will expire');
  }
}
