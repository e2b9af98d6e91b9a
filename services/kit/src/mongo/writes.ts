import { type ClientSession, type Connection, mongo } from 'mongoose';

/** In the shapes of `collection.bulkWrite`. */
type Operation =
  | { readonly insertOne: { document: mongo.Document } }
  | { readonly replaceOne: { filter: mongo.Document; replacement: mongo.Document } }
  | { readonly deleteOne: { filter: mongo.Document } }
  | { readonly updateOne: { filter: mongo.Document; update: mongo.Document; upsert: boolean } };

interface Write {
  readonly collection: string;
  readonly operation: Operation;
}

/**
 * What a transaction is going to write. It leaves in one command right before the commit, however many collections it goes to:
 * round trips are most of what a small transaction costs. Until then the transaction does not read what it has gathered.
 */
export class Writes {
  readonly #writes: Write[] = [];
  /** Of the database, see journal/epoch.ts. */
  readonly epoch: number;

  constructor(epoch = 0) {
    this.epoch = epoch;
  }

  insert(collection: string, rows: readonly object[]): void {
    for (const row of rows) this.#writes.push({ collection, operation: { insertOne: { document: { ...row } } } });
  }

  /** Replaces the row of this `_id`, which the transaction must have read. */
  replace(collection: string, row: { readonly _id: string }): void {
    const { _id, ...replacement } = row;
    this.#writes.push({ collection, operation: { replaceOne: { filter: { _id }, replacement } } });
  }

  update(collection: string, _id: string, update: mongo.UpdateFilter<mongo.Document>, upsert = false): void {
    this.#writes.push({ collection, operation: { updateOne: { filter: { _id }, update, upsert } } });
  }

  delete(collection: string, _id: string): void {
    this.#writes.push({ collection, operation: { deleteOne: { filter: { _id } } } });
  }

  /** How much is gathered; {@link rewind} takes back what came later. */
  get mark(): number {
    return this.#writes.length;
  }

  rewind(mark: number): void {
    this.#writes.length = mark;
  }

  async flush(connection: Connection, session: ClientSession): Promise<void> {
    try {
      const rest = await this.#begin(connection, session);
      if (rest.length === 0) return;
      const database = connection.db?.databaseName ?? connection.name;
      const models = rest.map((write) => modelOf(database, write));
      await connection.getClient().bulkWrite(models, { session, ordered: true, ignoreUndefined: true });
    } catch (error) {
      throw ownError(error);
    }
  }

  /**
   * A transaction that has read nothing begins with what goes to the first collection: the embedded server takes no read concern
   * with a write to many. Returns what is left.
   */
  async #begin(connection: Connection, session: ClientSession): Promise<readonly Write[]> {
    const [first] = this.#writes;
    if (first === undefined || !notBegun(session)) return this.#writes;
    const here = this.#writes.filter(({ collection }) => collection === first.collection);
    await connection.collection(first.collection).bulkWrite(
      here.map(({ operation }) => operation as mongo.AnyBulkWriteOperation),
      { session, ordered: true },
    );
    return this.#writes.filter(({ collection }) => collection !== first.collection);
  }
}

/** Whether no command of the transaction has been sent yet. The driver knows, and has no public name for it. */
const notBegun = (session: ClientSession): boolean =>
  (session as unknown as { transaction: { state: string } }).transaction.state === 'STARTING_TRANSACTION';

function modelOf(database: string, { collection, operation }: Write): mongo.AnyClientBulkWriteModel<mongo.Document> {
  const [[name, body] = []] = Object.entries(operation) as [string, object][];
  return { namespace: `${database}.${collection}`, name, ...body } as mongo.AnyClientBulkWriteModel<mongo.Document>;
}

const WRITE_CONFLICT = 112;

/** One write of many failed: its own error, so that a duplicate is a duplicate and a conflict starts the transaction again. */
function ownError(error: unknown): unknown {
  if (error instanceof mongo.MongoClientBulkWriteError) {
    const [first] = error.writeErrors.values();
    return first === undefined ? (error.cause ?? error) : labelled(first.code, first.message);
  }
  return error instanceof mongo.MongoBulkWriteError && typeof error.code === 'number'
    ? labelled(error.code, error.message)
    : error;
}

function labelled(code: number, message: string): mongo.MongoServerError {
  const own = new mongo.MongoServerError({ message, code });
  if (code === WRITE_CONFLICT) own.addErrorLabel('TransientTransactionError');
  return own;
}

const open = new WeakMap<ClientSession, Writes>();

/** Begins a transaction's writes anew: work that is run again must not write twice. */
export function beginWrites(session: ClientSession, epoch: number): Writes {
  const writes = new Writes(epoch);
  open.set(session, writes);
  return writes;
}

/** The writes of the transaction that runs on this session. @throws Error outside of `inTransaction` */
export function writesOf(session: ClientSession): Writes {
  const writes = open.get(session);
  if (writes === undefined || !session.inTransaction()) throw new Error('no transaction is open on this session');
  return writes;
}
