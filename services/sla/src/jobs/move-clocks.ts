import { inTransaction, type Platform } from '@jamaa/kit';
import { isStale } from '../domain/calendar/affected.ts';
import { type Clocks, evolve } from '../domain/evolve.ts';
import { movedByCalendar, rescheduled } from '../domain/rescheduled.ts';
import { ClockBook, type Told } from '../store/clock-book.ts';
import type { RuleBook } from '../store/rule-book.ts';

/**
 * Counts the open clocks of some complaints anew where the calendar has changed since, in one transaction, and tells of those whose
 * due date is another one. Done again it changes nothing. Returns how many clocks have moved.
 */
export async function moveClocks(
  { mongo, clock, relay }: Pick<Platform, 'mongo' | 'clock' | 'relay'>,
  ruleBook: RuleBook,
  complaintIds: readonly string[],
): Promise<number> {
  const now = clock.now();
  let moved = 0;
  await inTransaction(mongo, async (session) => {
    moved = 0;
    const rules = await ruleBook.current(session);
    const book = await ClockBook.open(mongo, session, complaintIds);
    const told: Told = async (was, is) => {
      if (!movedByCalendar(was, is)) return undefined;
      moved += 1;
      return rescheduled(was, is, await ruleBook.calendarAt(was.calendarVersion, was.about.organisation), rules);
    };
    for (const id of complaintIds) {
      const stored = book.clocksOf(id);
      const before: Clocks = Object.fromEntries(stored);
      const after = [...stored.values()]
        .filter((row) => isStale(row, rules))
        .reduce((clocks: Clocks, { kind, next }) => {
          // A step that is due and has not fired yet is not late: it fires next.
          const at = next !== undefined && next.at < now ? next.at : now;
          return evolve(clocks, { type: 'recalculated', kind, at }, rules);
        }, before);
      await book.change(id, after, now, undefined, told);
    }
    book.write();
  });
  if (moved > 0) relay.poke();
  return moved;
}
