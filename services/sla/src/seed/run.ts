import { inboxRows, type JournalRow, journalRows, newId, nextHistoryBatch, passOver } from '@jamaa/kit';
import { intakeEvents } from '@jamaa/proto/catalog';
import type { ComplaintSnapshot } from '@jamaa/proto/intake/v1/complaint';
import type { JournalEvent, ReplayResponse } from '@jamaa/proto/platform/v1/platform';
import type { Connection, mongo } from 'mongoose';
import { caughtUp } from '../domain/caught-up.ts';
import { type Clock, type ClockKind, clockId, isOpen } from '../domain/clock.ts';
import { decide } from '../domain/decide.ts';
import { type Clocks, evolve } from '../domain/evolve.ts';
import { currentRules, type Rules } from '../domain/policies/rules.ts';
import { factOf, factTypeOf } from '../events/complaint.ts';
import { eventOf } from '../events/published.ts';
import { type ClockRow, clockRows, rowOf } from '../store/clock-rows.ts';
import { addOpenClocks } from '../store/open-clocks.ts';
import { createRuleBook } from '../store/rule-book.ts';

export interface SeededClocks {
  readonly complaints: number;
  readonly events: number;
  readonly clocks: number;
  readonly open: number;
  readonly breached: number;
  readonly seconds: number;
  /** Ends of the journals: of intake's as it was read, and of one's own. Empty: nothing there. */
  readonly read: string;
  readonly written: string;
}

/**
 * Writes the clocks of seeded cases: their facts go through the decider, then all that was due before `until` has fired, without
 * telling anybody (no escalation queue is filled). The position in intake's journal is marked, so that the running service
 * does not read these events again. Pages hold all events of a case together.
 */
export async function seedClocks(
  connection: Connection,
  pages: AsyncIterable<ReplayResponse>,
  until: Date,
): Promise<SeededClocks> {
  const rules = await createRuleBook(connection, currentRules).current();
  let batch = await nextHistoryBatch(connection);
  const began = performance.now();
  const totals = { complaints: 0, events: 0, clocks: 0, open: 0, breached: 0 };
  let [cursor, written] = ['', ''];
  for await (const page of pages) {
    const cases = Map.groupBy(page.events, (event) => event.aggregateId);
    const rows: ClockRow[] = [];
    const journal: JournalRow[] = [];
    for (const events of cases.values()) {
      for (const clock of clocksOf(events, until, rules)) {
        const breach = clock.breachedAt === undefined ? undefined : breachRow(clock, clock.breachedAt, batch);
        if (breach !== undefined) journal.push(breach);
        rows.push(rowOf(clock, { version: 0, head: { version: breach?.version ?? 0, lastEventId: breach?._id } }));
      }
    }
    await writePage(connection, rows, journal, page.events);
    totals.complaints += cases.size;
    totals.events += page.events.length;
    totals.clocks += rows.length;
    totals.open += rows.filter(isOpen).length;
    totals.breached += journal.length;
    const last = journal
      .map(({ _id }) => _id)
      .sort()
      .at(-1);
    if (last !== undefined) written = `${batch}:${last}`;
    batch += 1;
    cursor = page.nextCursor;
  }
  if (cursor !== '') await passOver(connection, 'intake', cursor, until);
  return { ...totals, seconds: (performance.now() - began) / 1_000, read: cursor, written };
}

function clocksOf(events: readonly JournalEvent[], until: Date, rules: Rules): Clock[] {
  let clocks: Clocks = {};
  for (const event of [...events].sort((a, b) => a.aggregateVersion - b.aggregateVersion)) {
    const type = factTypeOf.get(event.type);
    if (type === undefined) continue;
    const data = intakeEvents[type].codec.decode(event.data) as { complaint?: ComplaintSnapshot | undefined };
    const fact = factOf(type, { time: event.time ?? new Date(0), data });
    clocks = decide(clocks, fact, rules).reduce((before, change) => evolve(before, change, rules), clocks);
  }
  return Object.values(clocks).map((clock) => caughtUp(clock, until, rules));
}

function breachRow(clock: Clock, breachedAt: Date, batch: number): JournalRow {
  const { type, data } = eventOf(clock, { type: 'breached', breachedAt, accountIds: [] });
  const aggregate = { aggregateType: 'clock', aggregateId: clockId(clock), version: 1 };
  return { _id: newId(), type, ...aggregate, time: breachedAt, data, batch };
}

async function writePage(
  connection: Connection,
  rows: readonly ClockRow[],
  journal: readonly JournalRow[],
  events: readonly JournalEvent[],
): Promise<void> {
  const options: mongo.BulkWriteOptions = { ordered: false, ignoreUndefined: true };
  const versions = new Map<string, number>();
  for (const { aggregateId: id, aggregateVersion: version } of events)
    versions.set(id, Math.max(version, versions.get(id) ?? 0));
  const updatedAt = new Date();
  const inbox = [...versions].map(([id, version]) => ({ _id: `intake:${id}`, version, updatedAt }));
  const open: Partial<Record<ClockKind, number>> = {};
  for (const row of rows) if (isOpen(row)) open[row.kind] = (open[row.kind] ?? 0) + 1;
  await Promise.all([
    clockRows(connection).insertMany([...rows], options),
    inboxRows(connection).insertMany(inbox, options),
    ...(journal.length > 0 ? [journalRows(connection).insertMany([...journal], options)] : []),
  ]);
  await addOpenClocks(connection, open);
}

/** On a platform that has never run, sla begins to read behind this position; one that runs has a position of its own. */
