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
    const fresh: Envelope[] = [];
    for (const event of events) {
      const id = inboxId(a.source, event.aggregateId);
      const row = changed.get(id) ?? inbox.get(id);
      // First of all: what is applied must not join the letters of an aggregate that was parked later.
      if (row !== undefined && event.version <= row.version) continue;
      if (row?.parked) {
        const reason = { code: 'waiting', message: 'stands behind a parked event of its aggregate' };
        behind.push(deadLetterOf(a.source, event, { reason, attempts: 0, state: 'waiting', parkedAt: now }));
      } else {
        fresh.push(event);
        changed.set(id, { _id: id, version: event.version, updatedAt: now });
      }
    }
    await handleEvents(a, fresh, { session, afterCommit: (run) => void after.push(run) });
    writeInbox(session, [...changed.values()]);
    await writeDeadLetters(a.connection, session, behind);
    const duplicates = events.length - fresh.length - behind.length;
    outcome = { applied: fresh.length, duplicates, waiting: behind.length };
  });
  for (const run of after) run();
  return outcome;
}

/** Runs handlers in the order of the events; neighbours that one handler takes go to it together. */
export async function handleEvents(
  a: Pick<Applier, 'handlers'>,
  events: readonly Envelope[],
  effect: Effect,
): Promise<void> {
  for (let from = 0; from < events.length; ) {
    const handler = handlerOf(a, events[from]);
    let to = from + 1;
    while (to < events.length && handlerOf(a, events[to]) === handler) to += 1;
    await handler?.handle(events.slice(from, to), effect);
    from = to;
  }
}

const handlerOf = (a: Pick<Applier, 'handlers'>, event: Envelope | undefined): EventHandler | undefined =>
  event === undefined ? undefined : a.handlers.get(event.type);

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
    writeInbox(session, [{ _id: id, version: row?.version ?? 0, parked: true, updatedAt: now }]);
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
