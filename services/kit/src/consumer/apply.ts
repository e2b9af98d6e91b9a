import { withRemoteSpan } from '@jamaa/observability';
import type { Connection } from 'mongoose';
import { isAppError } from '../errors/app-error.ts';
import { inTransaction } from '../mongo/transaction.ts';
import {
  type DeadLetterRow,
  deadLetterOf,
  type InboxRow,
  inboxId,
  readInbox,
  writeDeadLetters,
  writeInbox,
} from './inbox.ts';
import type { Effect, Envelope, EventHandler } from './received.ts';

/** Whether trying the same event again can never help. */
export const permanentFailure = (error: unknown): boolean =>
  isAppError(error) ? !error.retryable : error instanceof RangeError;

/** What a dead letter says of the error. */
export function reasonOf(error: unknown): DeadLetterRow['reason'] {
  if (isAppError(error)) return { code: error.code, message: error.message };
  return error instanceof Error ? { code: error.name, message: error.message } : { code: 'unknown', message: '' };
}

export interface Applier {
  readonly connection: Connection;
  readonly source: string;
  readonly handlers: ReadonlyMap<string, EventHandler>;
  readonly now: () => Date;
}

export interface Applied {
  readonly applied: number;
  readonly duplicates: number;
  readonly waiting: number;
}

/**
 * Applies events, in the given order, in one transaction with their inbox rows. What was applied before is dropped; what stands
 * behind a parked event of its aggregate is put beside it. Throws what a handler throws, and then nothing has happened.
 */
export async function applyEvents(a: Applier, events: readonly Envelope[]): Promise<Applied> {
  const now = a.now();
  let outcome: Applied = { applied: 0, duplicates: 0, waiting: 0 };
  let after: (() => void)[] = [];
  await inTransaction(a.connection, async (session) => {
    after = [];
    const inbox = await readInbox(a.connection, session, a.source, events);
    const changed = new Map<string, InboxRow>();
    const behind: DeadLetterRow[] = [];
    let duplicates = 0;
    const effect: Effect = { session, afterCommit: (run) => void after.push(run) };
    for (const event of events) {
      const id = inboxId(a.source, event.aggregateId);
      const row = changed.get(id) ?? inbox.get(id);
      // First of all: what is applied must not join the letters of an aggregate that was parked later.
      if (row !== undefined && event.version <= row.version) duplicates += 1;
      else if (row?.parked) {
        const reason = { code: 'waiting', message: 'stands behind a parked event of its aggregate' };
        behind.push(deadLetterOf(a.source, event, { reason, attempts: 0, state: 'waiting', parkedAt: now }));
      } else {
        await handleOne(a, event, effect);
        changed.set(id, { _id: id, version: event.version, updatedAt: now });
      }
    }
    await writeInbox(a.connection, session, [...changed.values()]);
    await writeDeadLetters(a.connection, session, behind);
    outcome = { applied: events.length - duplicates - behind.length, duplicates, waiting: behind.length };
  });
  for (const run of after) run();
  return outcome;
}

/** Runs the handler of one event inside the trace of the command that caused it. */
export async function handleOne(
  a: Pick<Applier, 'handlers' | 'source'>,
  event: Envelope,
  effect: Effect,
): Promise<void> {
  const handler = a.handlers.get(event.type);
  if (handler === undefined) return;
  await withRemoteSpan(
    `consume ${event.type}`,
    {
      carrier: { get: (name) => (name === 'traceparent' ? event.traceparent : undefined) },
      kind: 'consumer',
      attributes: { 'messaging.system': 'nats', 'messaging.message.id': event.id, 'jamaa.source': a.source },
    },
    () => handler.handle(event, effect),
  );
}

/** Puts a failing event, and those already waiting behind it, into the dead letters and parks the aggregate. */
export async function parkEvents(
  a: Applier,
  events: readonly Envelope[],
  reason: DeadLetterRow['reason'],
  attempts: number,
): Promise<void> {
  const now = a.now();
  const [first] = events;
  if (first === undefined) return;
  await inTransaction(a.connection, async (session) => {
    const id = inboxId(a.source, first.aggregateId);
    const row = (await readInbox(a.connection, session, a.source, [first])).get(id);
    await writeInbox(a.connection, session, [{ _id: id, version: row?.version ?? 0, parked: true, updatedAt: now }]);
    const letters = events.map((event, index) =>
      index === 0
        ? deadLetterOf(a.source, event, { reason, attempts, state: 'parked', parkedAt: now })
        : deadLetterOf(a.source, event, {
            reason: { code: 'waiting', message: 'stands behind a parked event of its aggregate' },
            attempts: 0,
            state: 'waiting',
            parkedAt: now,
          }),
    );
    await writeDeadLetters(a.connection, session, letters);
  });
}
