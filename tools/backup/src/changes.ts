import { mongo } from 'mongoose';
import { exact } from './archive/bson-file.ts';

const { BSON, Timestamp } = mongo;

export interface Change {
  /** The event of the change stream as it goes to a file, without its token. */
  readonly raw: Uint8Array;
  /** When it was committed, as the database counts time. */
  readonly at: bigint;
}

/** A transaction's changes are told in one batch. */
const BATCH = 10_000;

interface Held extends Change {
  readonly token: mongo.ResumeToken;
}

const isTooOld = (error: unknown): boolean =>
  error instanceof mongo.MongoServerError && [136, 280, 286].includes(Number(error.code));

/** The database remembers its changes for a limited time, and the place to go on from is older. */
export class ForgottenError extends Error {
  override readonly name = 'ForgottenError';
}

/** Follows the changes of some databases: exactly what was changed, never the document as it is at some later moment. */
export class Changes {
  readonly #stream: mongo.ChangeStream;
  #held: Held | undefined;
  #token: mongo.ResumeToken;

  private constructor(stream: mongo.ChangeStream, token: mongo.ResumeToken) {
    this.#stream = stream;
    this.#token = token;
  }

  /** @param after token to go on from, or the moment after which every change is wanted */
  static open(
    client: mongo.MongoClient,
    databases: readonly string[],
    after: { readonly token: mongo.ResumeToken } | { readonly from: bigint },
  ): Changes {
    const start = 'token' in after ? { resumeAfter: after.token } : { startAtOperationTime: new Timestamp(after.from) };
    const ours = [{ $match: { 'ns.db': { $in: [...databases] } } }];
    const options = {
      ...start,
      ...exact,
      fullDocument: 'default',
      maxAwaitTimeMS: 200,
      batchSize: BATCH,
    } as mongo.ChangeStreamOptions;
    return new Changes(client.watch(ours, options), 'token' in after ? after.token : undefined);
  }

  /** Where to go on after everything that was handed out. */
  get token(): mongo.ResumeToken {
    return this.#token;
  }

  /**
   * Hands out every change up to a moment that has passed, and stops at the next place where no transaction is cut in two: a server of
   * MongoDB gives its changes one moment; the embedded one gives each its own, and tells them together.
   * @returns the moment up to which all is handed out
   * @throws ForgottenError
   */
  async upTo(moment: bigint, take: (change: Change) => Promise<void>): Promise<bigint> {
    for (let last = 0n; ; ) {
      const toldTogether = this.#held === undefined && this.#stream.bufferedCount() > 0;
      const next = this.#held ?? (await this.#next());
      this.#held = next;
      if (next === undefined) {
        this.#token = this.#stream.resumeToken ?? this.#token;
        return last > moment ? last : moment;
      }
      if (next.at > moment && next.at !== last && !toldTogether) return last > moment ? last : moment;
      await take(next);
      last = next.at > last ? next.at : last;
      this.#held = undefined;
      this.#token = next.token;
    }
  }

  async #next(): Promise<Held | undefined> {
    const event = (await this.#stream.tryNext().catch((error: unknown) => {
      throw isTooOld(error) ? new ForgottenError('the database has forgotten the changes that are asked for') : error;
    })) as mongo.Document | null;
    if (event === null) return undefined;
    const { _id: token, ...change } = event;
    return { raw: BSON.serialize(change), at: (change['clusterTime'] as mongo.Timestamp).toBigInt(), token };
  }

  close(): Promise<void> {
    return this.#stream.close();
  }
}
