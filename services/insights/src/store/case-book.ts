import { writesOf } from '@jamaa/kit';
import type { ClientSession, Connection } from 'mongoose';
import type { Case } from '../domain/case.ts';
import { type CaseEvent, figures } from '../domain/figures.ts';
import { nonZero, Tally } from '../domain/tally.ts';
import { type CaseRow, caseId, caseOf, collections, findCases, rowOf } from './rows.ts';

/**
 * The cases of a batch for the length of one transaction: read once, changed in memory as often as events follow each other, written
 * once, and with them each counter row once.
 */
export class CaseBook {
  readonly #session: ClientSession;
  readonly #cases: Map<string, Case>;
  readonly #stored: ReadonlySet<string>;
  readonly #changed = new Set<string>();
  readonly #tally = new Tally();

  private constructor(session: ClientSession, rows: readonly CaseRow[]) {
    this.#session = session;
    this.#cases = new Map(rows.map((row) => [row._id, caseOf(row)]));
    this.#stored = new Set(this.#cases.keys());
  }

  static async open(connection: Connection, session: ClientSession, events: readonly CaseEvent[]): Promise<CaseBook> {
    return new CaseBook(session, await findCases(connection, session, [...new Set(events.map(caseId))]));
  }

  /** @throws as {@link figures} */
  apply(event: CaseEvent): void {
    const id = caseId(event);
    const before = this.#cases.get(id);
    const { row, deltas, flows } = figures(before, event);
    if (row === undefined || row === before) return;
    this.#cases.set(id, row);
    this.#changed.add(id);
    this.#tally.add(deltas, flows);
  }

  /** Hands what has changed to the transaction. */
  write(): void {
    const writes = writesOf(this.#session);
    for (const id of this.#changed) {
      const one = this.#cases.get(id);
      if (one === undefined) continue;
      if (this.#stored.has(id)) writes.replace(collections.cases, rowOf(one));
      else writes.insert(collections.cases, [rowOf(one)]);
    }
    for (const [id, { place, by }] of this.#tally.days) {
      const $inc = nonZero(by);
      if (Object.keys($inc).length > 0) writes.update(collections.days, id, { $inc, $setOnInsert: { ...place } }, true);
    }
    for (const [id, by] of this.#tally.shelves) {
      const $inc = nonZero(by);
      if (Object.keys($inc).length > 0) writes.update(collections.shelves, id, { $inc }, true);
    }
  }
}
