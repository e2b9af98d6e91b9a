import { AsyncLocalStorage } from 'node:async_hooks';
import { type ClientSession, type Connection, mongo } from 'mongoose';
import { inTransaction, isDatabaseUnavailable } from './transaction.ts';
import { writesOf } from './writes.ts';

/** Work for a shared transaction: reads on the session, writes only by `writesOf`. May run several times. */
type Work = (session: ClientSession) => Promise<unknown>;

interface Waiting {
  readonly key: string;
  readonly work: Work;
  /** Runs in the caller's own asynchronous context: its trace, its lease. */
  readonly context: <R>(run: () => R) => R;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

export interface TogetherOptions {
  /** Transactions of this kind at once. */
  readonly lanes: number;
  /** Most callers in one transaction. */
  readonly most: number;
}

/**
 * Runs work in a transaction that it may share with whoever asks at the same moment (group commit): under load one journaled
 * commit serves many callers, alone nobody waits. Two callers with one key never share one.
 */
export type Together = <T>(key: string, work: (session: ClientSession) => Promise<T>) => Promise<T>;

type End = { readonly value: unknown } | { readonly error: unknown };

/** See {@link Together}. What one caller throws is its own: what it had gathered is dropped, the others are written. */
export function createTogether(connection: Connection, { lanes, most }: TogetherOptions): Together {
  const waiting: Waiting[] = [];
  let running = 0;

  const next = (): void => {
    while (running < lanes && waiting.length > 0) {
      const batch = takeBatch(waiting, most);
      running += 1;
      void runBatch(connection, batch).finally(() => {
        running -= 1;
        next();
      });
    }
  };

  return <T>(key: string, work: (session: ClientSession) => Promise<T>) =>
    new Promise<T>((resolve, reject) => {
      const context = AsyncLocalStorage.snapshot();
      waiting.push({ key, work, context, resolve: resolve as (value: unknown) => void, reject });
      next();
    });
}

/** The first waiting ones, each key once: the second of a key must read what the first has written. */
function takeBatch(waiting: Waiting[], most: number): Waiting[] {
  const keys = new Set<string>();
  const batch: Waiting[] = [];
  for (let index = 0; index < waiting.length && batch.length < most; ) {
    const one = waiting[index];
    if (one === undefined || keys.has(one.key)) index += 1;
    else {
      keys.add(one.key);
      batch.push(one);
      waiting.splice(index, 1);
    }
  }
  return batch;
}

async function runBatch(connection: Connection, batch: readonly Waiting[]): Promise<void> {
  let ends: readonly End[];
  try {
    ends = await inTransaction(connection, (session) => runAll(session, batch));
  } catch (error) {
    if (batch.length === 1 || isDatabaseUnavailable(error)) ends = batch.map(() => ({ error }));
    // One of them cannot be written, a duplicate for one: alone each gets its own end.
    else return void (await Promise.all(batch.map((one) => runBatch(connection, [one]))));
  }
  batch.forEach((one, index) => {
    const end = ends[index];
    if (end === undefined || 'error' in end) one.reject(end?.error);
    else one.resolve(end.value);
  });
}

async function runAll(session: ClientSession, batch: readonly Waiting[]): Promise<End[]> {
  const ends: End[] = [];
  for (const { work, context } of batch) {
    const { mark } = writesOf(session);
    try {
      ends.push({ value: await context(() => work(session)) });
    } catch (error) {
      // The database's own errors concern the whole transaction: a conflict starts it again, anything else has ended it.
      if (error instanceof mongo.MongoError) throw error;
      writesOf(session).rewind(mark);
      ends.push({ error });
    }
  }
  return ends;
}
