import type { Connection, mongo } from 'mongoose';

/**
 * How far this consumer has come in a stream, remembered in its own database. The broker's own floor cannot tell a gap: it moves
 * up with the stream's first message when messages are dropped, and starts anew with the stream.
 */
export interface FloorRow {
  /** The publishing service. */
  _id: string;
  /** When the stream was created: another stream of the same name is not the same stream. */
  stream: string;
  /** Every message up to this sequence has been applied, parked, or read from the journal. */
  floor: number;
  /** Position in the publisher's journal up to which everything is applied; the next healing starts there. */
  cursor?: string;
  /** Position in the publisher's journal up to which what was published has been compared with what is applied here. */
  compared?: string;
  /** A healing that has begun and not ended. */
  healing?: { reason: string; startedAt: Date; applied: number };
  /** A gap that could not be healed, because no journal is known to read. */
  gap?: { reason: string; since: Date };
  updatedAt: Date;
}

export interface StreamPosition {
  readonly created: string;
  readonly firstSequence: number;
  /** Sequences between the first and the last message that the stream does not have. */
  readonly lost?: readonly number[] | undefined;
}

export const floorRows = (connection: Connection): mongo.Collection<FloorRow> =>
  connection.collection<FloorRow>('consumer_floors') as unknown as mongo.Collection<FloorRow>;

/**
 * Why events may be missing between what was applied and the stream's first message; `undefined` when none can be.
 * With a journal to ask, a consumer without a floor always asks it: only the publisher knows what is older than the stream.
 */
export function gapReason(
  row: FloorRow | null,
  stream: StreamPosition,
  askJournal: boolean,
): 'new-consumer' | 'stream-made-anew' | 'messages-dropped' | 'messages-lost' | 'healing-interrupted' | undefined {
  if (row?.healing !== undefined) return 'healing-interrupted';
  if (row === null) {
    if (askJournal) return 'new-consumer';
    return stream.firstSequence > 1 ? 'messages-dropped' : undefined;
  }
  if (row.stream !== stream.created) return 'stream-made-anew';
  if (stream.firstSequence > row.floor + 1) return 'messages-dropped';
  return stream.lost?.some((sequence) => sequence > row.floor) ? 'messages-lost' : undefined;
}

/** Follows the sequences of one turn at the stream and writes the floor, at most every five seconds and at the end. */
export class FloorKeeper {
  readonly #rows: mongo.Collection<FloorRow>;
  readonly #source: string;
  readonly #stream: string;
  #last: number;
  #broken = false;
  #written: number;
  #writtenAt: number;

  constructor(connection: Connection, source: string, start: { stream: string; last: number; now: number }) {
    this.#rows = floorRows(connection);
    this.#source = source;
    this.#stream = start.stream;
    this.#last = start.last;
    this.#written = -1;
    this.#writtenAt = start.now;
  }

  /**
   * Whether a message is not the next one of the stream: some were dropped, went astray with a connection, or the stream is
   * another one now. One that is delivered again is no sign of anything, but for one never seen here: it went astray the first
   * time, with others, and what comes again comes in any order.
   */
  get broken(): boolean {
    return this.#broken;
  }

  arrived(sequence: number, redelivered: boolean): void {
    if (this.#broken || (redelivered && sequence <= this.#last)) return;
    if (sequence === this.#last + 1) this.#last = sequence;
    else this.#broken = true;
  }

  /** `oldestInHand`: the lowest sequence not yet acknowledged. */
  async write(oldestInHand: number | undefined, now: Date, systemMs: number, force = false): Promise<void> {
    const floor = Math.min(this.#last, (oldestInHand ?? Number.POSITIVE_INFINITY) - 1);
    if (floor === this.#written || (!force && systemMs - this.#writtenAt < 5_000)) return;
    await this.#rows.updateOne(
      { _id: this.#source, stream: this.#stream, floor: { $lt: floor } },
      { $set: { floor, updatedAt: now } },
    );
    this.#written = floor;
    this.#writtenAt = systemMs;
  }
}
