import { AsyncLocalStorage } from 'node:async_hooks';
import type { ClientSession, Connection, mongo } from 'mongoose';

/** Every transaction waits at most so long for the server unless it says otherwise, milliseconds. */
export const TRANSACTION_TIMEOUT_MS = 10_000;

/** What the lease's row keeps of a holder's session, so that the next holder can end it. */
export type SessionId = { id: mongo.Binary };

interface Turn {
  readonly connection: Connection;
  readonly session: ClientSession;
  /** One transaction at a time on one session; another one beside it gets a session of its own. */
  busy: boolean;
  /** What still runs after its turn must not use the session any more. */
  over: boolean;
}

const turns = new AsyncLocalStorage<Turn>();

/**
 * Runs the work of one turn at a lease so that its transactions use the session that the lease's row names. A holder that is
 * killed in the middle of a transaction would otherwise hold the documents it had written until the server gives the
 * transaction up, after a minute, and everybody behind them.
 */
export async function withLeaseSession<T>(
  connection: Connection,
  session: ClientSession,
  work: () => Promise<T>,
): Promise<T> {
  const turn: Turn = { connection, session, busy: false, over: false };
  try {
    return await turns.run(turn, work);
  } finally {
    turn.over = true;
  }
}

/** Gives `use` the session of the lease under which it runs, or a new one. */
export async function withSession<T>(
  connection: Connection,
  timeoutMs: number | undefined,
  use: (session: ClientSession) => Promise<T>,
): Promise<T> {
  const turn = turns.getStore();
  if (turn?.connection === connection && !turn.busy && !turn.over && timeoutMs === undefined) {
    turn.busy = true;
    try {
      return await use(turn.session);
    } finally {
      turn.busy = false;
    }
  }
  const session = await connection.startSession({ defaultTimeoutMS: timeoutMs ?? TRANSACTION_TIMEOUT_MS });
  try {
    return await use(session);
  } finally {
    await session.endSession();
  }
}
