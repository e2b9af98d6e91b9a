import { appendEvents, type EncodedEvent, writesOf } from '@jamaa/kit';
import type { ClientSession, Connection } from 'mongoose';
import { type Clock, type ClockKind, clockId, clockKinds, isOpen } from '../domain/clock.ts';
import type { Clocks } from '../domain/evolve.ts';
import type { Rescheduled } from '../domain/rescheduled.ts';
import { eventOf, rescheduledEvent } from '../events/published.ts';
import { type ClockRow, clockCollection, clocksOfComplaints, rowOf } from './clock-rows.ts';
import { closeEscalations } from './escalation-rows.ts';
import { countOpenClocks } from './open-clocks.ts';

/** What is told of a clock that has another due date now; `undefined` when nothing is. */
export type Told = (was: Clock | undefined, is: Clock) => Promise<Rescheduled | undefined>;

/**
 * The clocks of some complaints for the length of one transaction: read once, changed in memory as often as facts follow each
 * other, written once.
 */
export class ClockBook {
  readonly #connection: Connection;
  readonly #session: ClientSession;
  readonly #rows: Map<string, ClockRow>;
  readonly #stored: ReadonlySet<string>;
  readonly #changed = new Set<string>();
  #told = false;
  readonly #differences: Partial<Record<ClockKind, number>> = {};

  private constructor(connection: Connection, session: ClientSession, rows: readonly ClockRow[]) {
    this.#connection = connection;
    this.#session = session;
    this.#rows = new Map(rows.map((row) => [row._id, row]));
    this.#stored = new Set(this.#rows.keys());
  }

  static async open(
    connection: Connection,
    session: ClientSession,
    complaintIds: readonly string[],
  ): Promise<ClockBook> {
    return new ClockBook(connection, session, await clocksOfComplaints(connection, complaintIds, session));
  }

  clocksOf(complaintId: string): ReadonlyMap<ClockKind, ClockRow> {
    const rows = clockKinds.map((kind) => this.#rows.get(clockId({ complaintId, kind })));
    return new Map(rows.flatMap((row) => (row === undefined ? [] : [[row.kind, row]])));
  }

  /**
   * Takes the clocks of one complaint as they are after a fact, with all that follows: a breach that nobody had noticed before the
   * case was ended is told to nobody but counted, another due date is told, queues are cleared of what is over, and the figures of open clocks follow.
   */
  async change(complaintId: string, after: Clocks, at: Date, traceparent?: string, told?: Told): Promise<void> {
    const before = this.clocksOf(complaintId);
    for (const kind of clockKinds) {
      const [was, is] = [before.get(kind), after[kind]];
      if (is === undefined || is === was) continue;
      const row = rowOf(is, was);
      const rescheduled = await told?.(was, is);
      if (rescheduled !== undefined) this.#append(row, rescheduledEvent(is, rescheduled), at, traceparent);
      if (is.breachedAt !== undefined && was?.breachedAt === undefined) {
        const breached = eventOf(is, { type: 'breached', breachedAt: is.breachedAt, accountIds: [] });
        this.#append(row, breached, at, traceparent);
      }
      if (was?.level !== undefined && (!isOpen(is) || is.level === undefined)) {
        await closeEscalations(this.#connection, this.#session, is, at);
      }
      this.#differences[kind] = (this.#differences[kind] ?? 0) + openings(is) - openings(was);
      this.#rows.set(row._id, row);
      this.#changed.add(row._id);
    }
  }

  #append(row: ClockRow, event: EncodedEvent, at: Date, traceparent: string | undefined): void {
    this.#told = true;
    row.head = appendEvents(this.#session, { type: 'clock', id: row._id, ...row.head }, [event], at, traceparent);
  }

  /** Hands what has changed to the transaction. Returns when the first of it is to be looked at, and whether the journal has more. */
  write(): { first: Date | undefined; told: boolean } {
    let first: Date | undefined;
    const writes = writesOf(this.#session);
    for (const id of this.#changed) {
      const row = this.#rows.get(id);
      if (row === undefined) continue;
      if (row.nextAt !== undefined && (first === undefined || row.nextAt < first)) first = row.nextAt;
      if (this.#stored.has(id)) writes.replace(clockCollection, row);
      else writes.insert(clockCollection, [row]);
    }
    countOpenClocks(this.#session, this.#differences);
    return { first, told: this.#told };
  }
}

/** Clocks of training are no figure. */
const openings = (clock: Clock | undefined): number =>
  clock !== undefined && isOpen(clock) && clock.about.training !== true ? 1 : 0;
