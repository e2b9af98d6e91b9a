import { appendEvents, type EventHandler, type EventType, on, type Platform } from '@jamaa/kit';
import { intakeEvents } from '@jamaa/proto/catalog';
import type { ComplaintSnapshot } from '@jamaa/proto/intake/v1/complaint';
import type { ClientSession } from 'mongoose';
import { type Clock, type ClockKind, clockId, clockKinds, isOpen } from '../domain/clock.ts';
import { decide } from '../domain/decide.ts';
import { type Clocks, evolve } from '../domain/evolve.ts';
import { type Fact, factTypes } from '../domain/fact.ts';
import type { Rules } from '../domain/policies/rules.ts';
import { type ClockRow, clocksOfComplaint, rowOf, writeClocks } from '../store/clock-rows.ts';
import { closeEscalations } from '../store/escalation-rows.ts';
import { countOpenClocks } from '../store/open-clocks.ts';
import { pictureOf } from './picture.ts';
import { eventOf } from './published.ts';

/** Handlers of everything that intake tells of a complaint: one, because every fact goes through the same decider. */
export const complaintHandlers = (platform: Platform, rules: Rules, afterCommit: () => void): EventHandler[] =>
  factTypes.map((type) =>
    on<{ complaint?: ComplaintSnapshot | undefined }>(
      intakeEvents[type] as EventType<{ complaint?: ComplaintSnapshot | undefined }>,
      async (event, effect) => {
        const fact: Fact = { type, at: event.time, complaint: pictureOf(event.data.complaint) };
        await applyFact(platform, rules, effect.session, fact);
        effect.afterCommit(afterCommit);
      },
    ),
  );

/** Decides and writes what a fact does to the clocks of its complaint, in the caller's transaction. */
async function applyFact(platform: Platform, rules: Rules, session: ClientSession, fact: Fact): Promise<void> {
  const rows = await clocksOfComplaint(platform.mongo, fact.complaint.id, session);
  const stored = new Map(rows.map((row) => [row.kind, row]));
  const before: Clocks = Object.fromEntries(stored);
  const after = decide(before, fact, rules).reduce((clocks, change) => evolve(clocks, change, rules), before);
  await writeChanges(platform, session, stored, after, fact.at);
}

/**
 * Stores the clocks that changed with all that follows from it: a breach that nobody had noticed before the case was ended is
 * told to nobody but counted, queues are cleared of what is over, and the figures of open clocks follow.
 */
export async function writeChanges(
  platform: Platform,
  session: ClientSession,
  stored: ReadonlyMap<ClockKind, ClockRow>,
  after: Clocks,
  at: Date,
): Promise<void> {
  const changed: ClockRow[] = [];
  const differences: Partial<Record<ClockKind, number>> = {};
  for (const kind of clockKinds) {
    const [was, is] = [stored.get(kind), after[kind]];
    if (is === undefined || is === was) continue;
    const row = rowOf(is, was);
    if (is.breachedAt !== undefined && was !== undefined && was.breachedAt === undefined) {
      const head = { type: 'clock', id: clockId(is), ...row.head };
      const told = eventOf(is, { type: 'breached', breachedAt: is.breachedAt, accountIds: [] });
      row.head = await appendEvents(platform.mongo, session, head, [told], at);
    }
    if (was?.level !== undefined && (!isOpen(is) || is.level === undefined)) {
      await closeEscalations(platform.mongo, session, is, at);
    }
    differences[kind] = openings(is) - openings(was);
    changed.push(row);
  }
  await writeClocks(platform.mongo, session, changed);
  await countOpenClocks(platform.mongo, session, differences);
}

const openings = (clock: Clock | undefined): number => (clock !== undefined && isOpen(clock) ? 1 : 0);
