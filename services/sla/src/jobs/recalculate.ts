import { inTransaction, type Platform } from '@jamaa/kit';
import { type Clocks, evolve } from '../domain/evolve.ts';
import type { Rules } from '../domain/policies/rules.ts';
import { ClockBook } from '../store/clock-book.ts';
import { complaintsCountedBefore } from '../store/clock-rows.ts';

/**
 * Moves the open clocks that were counted with an older calendar: a holiday decreed, legal time changed. One pass over the index,
 * each complaint in its own transaction; started again it goes on with those that are left. One that cannot be moved does not
 * keep the others: it is tried again with the next pass.
 * @throws Error after a pass that left some behind
 */
export async function recalculate(platform: Platform, rules: Rules, signal: AbortSignal): Promise<void> {
  let left = 0;
  for await (const { complaintId } of complaintsCountedBefore(platform.mongo, rules.calendar.version)) {
    if (signal.aborted) return;
    try {
      await moveClocks(platform, rules, complaintId);
    } catch (error) {
      left += 1;
      platform.logger.error({ err: error, complaint: complaintId }, 'clocks cannot be moved to the new calendar');
    }
  }
  if (left > 0) throw new Error(`${left} complaints still have clocks of an older calendar`);
}

async function moveClocks(platform: Platform, rules: Rules, complaintId: string): Promise<void> {
  const { mongo } = platform;
  const at = platform.clock.now();
  await inTransaction(mongo, async (session) => {
    const book = await ClockBook.open(mongo, session, [complaintId]);
    const stored = book.clocksOf(complaintId);
    const before: Clocks = Object.fromEntries(stored);
    const after = [...stored.values()]
      .filter((row) => row.open && row.calendarVersion < rules.calendar.version)
      .reduce((clocks: Clocks, { kind }) => evolve(clocks, { type: 'recalculated', kind, at }, rules), before);
    await book.change(complaintId, after, at);
    book.write();
  });
}
