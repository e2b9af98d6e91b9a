import { isDeepStrictEqual } from 'node:util';
import { writesOf } from '@jamaa/kit';
import type { ClientSession, Connection } from 'mongoose';
import type { Case } from '../domain/case.ts';
import { anew, type CaseEvent, type Effect, figures } from '../domain/figures.ts';
import { nonZero, Tally } from '../domain/tally.ts';
import { type CaseRow, caseId, caseOf, collections, findCases, rowOf } from './rows.ts';

/** As the database has it: what is undefined is not there. */
const plain = (row: Case | undefined): unknown => (row === undefined ? undefined : JSON.parse(JSON.stringify(row)));

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

  static async open(
    connection: Connection,
    session: ClientSession,
    about: readonly Pick<Case, 'cell' | 'id'>[],
  ): Promise<CaseBook> {
    return new CaseBook(session, await findCases(connection, session, [...new Set(about.map(caseId))]));
  }

  /** @throws as {@link figures} */
  apply(event: CaseEvent): void {
    const id = caseId(event);
    const before = this.#cases.get(id);
    const effect = figures(before, event);
    if (effect.row !== undefined && effect.row !== before) this.#take(id, effect);
  }

  /**
   * Makes a case again from all that is told of it, whatever its row says.
   * @returns the row before and after; nothing is changed where they say the same
   * @throws as {@link figures}
   */
  rebuild(
    about: Pick<Case, 'cell' | 'id'>,
    events: readonly CaseEvent[],
  ): { before?: Case | undefined; same: boolean } {
    const id = caseId(about);
    const before = this.#cases.get(id);
    const effect = anew(before ?? { cell: about.cell, id: about.id }, events);
    const same = isDeepStrictEqual(plain(before), plain(effect.row));
    if (!same) this.#take(id, effect);
    return { before, same };
  }

  #take(id: string, { row, deltas, flows }: Effect): void {
    if (row === undefined) this.#cases.delete(id);
    else this.#cases.set(id, row);
    this.#changed.add(id);
    this.#tally.add(deltas, flows);
  }

  /** Hands what has changed to the transaction. */
  write(): void {
    const writes = writesOf(this.#session);
    for (const id of this.#changed) {
      const one = this.#cases.get(id);
      if (one === undefined) writes.delete(collections.cases, id);
      else if (this.#stored.has(id)) writes.replace(collections.cases, rowOf(one));
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
