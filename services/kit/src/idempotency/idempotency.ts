import { createHash } from 'node:crypto';
import type { ClientSession, Connection, mongo } from 'mongoose';
import { type Caller, callerKey } from '../access/caller.ts';
import { AppError, invalidField } from '../errors/app-error.ts';
import { isDuplicateKey } from '../mongo/transaction.ts';
import { writesOf } from '../mongo/writes.ts';

/** Rows live seven days (TTL on `createdAt`). */
export interface IdempotencyRow {
  /** SHA-256 of caller, method and key: a key may be any text. */
  _id: string;
  requestHash: string;
  /** Absent once what it tells of has been erased. */
  answer?: mongo.Binary | Uint8Array;
  /** Version of the master key under which the answer is sealed, where it is. */
  key?: { version: string };
  /** Aggregate that the answer tells of. */
  about?: string;
  createdAt: Date;
}

export interface IdempotentRequest {
  readonly caller: Caller;
  readonly method: string;
  /** Empty: the request is not idempotent. */
  readonly key: string;
  /** The request, encoded, without the key. */
  readonly body: Uint8Array;
}

const collection = 'idempotency';

const rowsOf = (connection: Connection): mongo.Collection<IdempotencyRow> =>
  connection.collection<IdempotencyRow>(collection) as unknown as mongo.Collection<IdempotencyRow>;

const sha256 = (...parts: (string | Uint8Array)[]): string => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('base64url');
};

const MIN_ANONYMOUS_KEY = 16;

const inFlight = new Set<string>();

/** How answers are kept; what is personal in them must be sealed. */
export interface AnswerCodec<T> {
  encode(answer: T): Uint8Array;
  decode(kept: Uint8Array): T;
  /** Version of the master key that seals, where answers are sealed. */
  readonly keyVersion?: string;
}

/**
 * Runs a command at most once per (caller, method, key). The same body gets the first answer again; another body is refused
 * with `idempotency-mismatch`; one that is running in this process right now with `idempotency-in-flight`. `work` must store its
 * answer with `remember` in its own transaction.
 */
export async function onceOnly<T>(
  connection: Connection,
  request: IdempotentRequest,
  now: () => Date,
  answers: AnswerCodec<T>,
  work: (remember: (session: ClientSession, answer: T, about?: string) => void) => Promise<T>,
): Promise<T> {
  if (request.key === '') return work(() => undefined);
  if (request.key.length > 255)
    throw invalidField('Idempotency-Key', 'too-long', 'Idempotency-Key is longer than 255 characters');
  // The public shares one space of keys: a guessable one would meet a stranger's. A UUID has 36 characters.
  if (request.caller.kind === 'anonymous' && request.key.length < MIN_ANONYMOUS_KEY)
    throw invalidField(
      'Idempotency-Key',
      'too-short',
      `without sign-in, at least ${MIN_ANONYMOUS_KEY} characters: use a UUID`,
    );
  const id = sha256(callerKey(request.caller), request.method, request.key);
  const requestHash = sha256(request.body);
  const earlier = await recall(connection, id, requestHash);
  if (earlier !== undefined) return answers.decode(earlier);
  if (inFlight.has(id)) throw new AppError('idempotency-in-flight', 'the same request is being worked on');
  inFlight.add(id);
  const createdAt = now();
  try {
    return await work((session, answer, about) => {
      const row = { _id: id, requestHash, answer: answers.encode(answer), createdAt };
      const sealed = answers.keyVersion === undefined ? {} : { key: { version: answers.keyVersion } };
      writesOf(session).insert(collection, [{ ...row, ...sealed, ...(about === undefined ? {} : { about }) }]);
    });
  } catch (error) {
    // Another replica was faster: its answer is the answer.
    const first = isDuplicateKey(error) ? await recall(connection, id, requestHash) : undefined;
    if (first !== undefined) return answers.decode(first);
    throw error;
  } finally {
    inFlight.delete(id);
  }
}

/**
 * Erases what was kept of answers about these aggregates, with the caller's transaction. The keys stay used: the same request sent once
 * more must not be carried out a second time.
 */
export async function eraseAnswers(
  connection: Connection,
  session: ClientSession,
  ids: readonly string[],
): Promise<void> {
  const rows = await rowsOf(connection)
    .find({ about: { $in: [...ids] } }, { session, projection: { _id: 1 } })
    .toArray();
  for (const { _id } of rows) writesOf(session).update(collection, _id, { $unset: { answer: '', key: '' } });
}

async function recall(connection: Connection, id: string, requestHash: string): Promise<Uint8Array | undefined> {
  const row = await rowsOf(connection).findOne({ _id: id });
  if (row === null) return undefined;
  if (row.requestHash !== requestHash) {
    throw new AppError('idempotency-mismatch', 'this Idempotency-Key was used with another request');
  }
  if (row.answer === undefined)
    throw new AppError('not-found', 'what this Idempotency-Key was used for has been erased');
  return row.answer instanceof Uint8Array ? row.answer : row.answer.value();
}
