import {
  appendEvents,
  type EncodedEvent,
  failpoint,
  inTransaction,
  isDatabaseUnavailable,
  type Peer,
  type Platform,
  writesOf,
} from '@jamaa/kit';
import type { IntakeServiceClient } from '@jamaa/proto/intake/v1/intake';
import { isStale } from '../domain/calendar/affected.ts';
import { type Clock, isOrderClock, type Step } from '../domain/clock.ts';
import { type Confirmed, verdict } from '../domain/confirmation.ts';
import { type Firing, fire, type Outcome } from '../domain/firing.ts';
import { eventOf } from '../events/published.ts';
import { type ClockRow, clockCollection, putOff, rowOf, unchanged } from '../store/clock-rows.ts';
import { type EscalationRow, raiseEscalations } from '../store/escalation-rows.ts';
import type { RuleBook } from '../store/rule-book.ts';
import type { Telemetry } from '../telemetry.ts';
import type { Lines } from './lines.ts';
import { moveClocks } from './move-clocks.ts';
import { confirm } from './peers.ts';

export interface Firer {
  readonly platform: Platform;
  readonly ruleBook: RuleBook;
  readonly telemetry: Telemetry;
  readonly intake: Peer<IntakeServiceClient>;
  readonly lines: Lines;
}

interface Planned {
  readonly row: ClockRow;
  readonly step: Step;
  readonly clock: Clock;
  readonly outcome: Outcome;
  readonly event: EncodedEvent;
}

const SECOND_MS = 1_000;
/** How long a due clock is put off: an event on its way comes within seconds; the rest waits for people. */
const PUT_OFF_MS = {
  answered: 30 * SECOND_MS,
  behind: 30 * SECOND_MS,
  unknown: 3_600 * SECOND_MS,
  nobody: 3_600 * SECOND_MS,
  failed: 3_600 * SECOND_MS,
} as const;
export type PutOffReason = keyof typeof PUT_OFF_MS;

/** Rows in one transaction: large enough to spare commits, small enough to end well within its time-out. */
const CHUNK = 250;

/**
 * Fires the next step of each due row, once. Intake confirms the cases first and directory names the people, both outside the
 * transaction; the transaction then writes only rows that nobody has changed since they were read. Rows that must not or cannot
 * fire now are put off, so that none stands in the way of the others.
 * @throws Held when a peer is out of reach: nothing has fired
 */
export async function fireBatch(f: Firer, due: readonly ClockRow[], now: Date): Promise<void> {
  const rules = await f.ruleBook.current();
  // Counted before the calendar changed: counted again first, and looked at anew.
  const stale = due.filter((row) => isStale(row, rules));
  if (stale.length > 0) await recount(f, stale, now);
  const rows = due.filter((row) => !stale.includes(row));
  const asked = rows.filter(({ kind }) => !isOrderClock(kind)).map((row) => row.complaintId);
  const cases = asked.length === 0 ? new Map<string, Confirmed>() : await confirm(f.intake, [...new Set(asked)]);
  const off = new Map<PutOffReason, ClockRow[]>();
  const wait = (why: PutOffReason, row: ClockRow): void => {
    off.set(why, [...(off.get(why) ?? []), row]);
  };

  const confirmed: { row: ClockRow; step: Step; about: Clock['about'] }[] = [];
  for (const row of rows) {
    const { next: step } = row;
    const found = cases.get(row.complaintId);
    if (step === undefined) continue;
    if (isOrderClock(row.kind)) {
      confirmed.push({ row, step, about: row.about });
      continue;
    }
    const answer = verdict(row, step, found);
    if (answer !== 'fire') wait(answer, row);
    // Who has it now, also where the event of the last change of hands has not come yet.
    else
      confirmed.push({
        row,
        step,
        about: { ...row.about, organisation: found?.organisation ?? '', unit: found?.unit ?? '' },
      });
  }

  const lines = await f.lines.of(confirmed.map(({ about }) => about));
  const planned: Planned[] = [];
  for (const [index, { row, step, about }] of confirmed.entries()) {
    const firing = attempt(f, row, () => fire(row, step, lines[index] ?? [], rules));
    if (firing === 'failed') wait('failed', row);
    else if (firing === undefined) {
      wait('nobody', row);
      if (row.about.training !== true) f.telemetry.unaddressed.inc({ level: step.kind === 'level' ? step.level : '' });
    } else planned.push({ row, step, ...firing, event: eventOf({ ...row, about }, firing.outcome) });
  }
  failpoint('sla.after-claim');

  for (let start = 0; start < planned.length; start += CHUNK) {
    const failed = await commit(f, planned.slice(start, start + CHUNK), now);
    for (const { row } of failed) wait('failed', row);
  }
  for (const [why, some] of off) {
    await putOff(f.platform.mongo, some, new Date(now.getTime() + PUT_OFF_MS[why]));
    const counted = some.filter(({ about }) => about.training !== true).length;
    if (counted > 0) f.telemetry.putOff.inc({ why }, counted);
    if (why === 'unknown')
      f.platform.logger.warn({ clocks: some.length }, 'intake does not know the cases of due clocks');
  }
}

/** One that cannot be counted again is put off: it must not stand before all others. */
async function recount(f: Firer, stale: readonly ClockRow[], now: Date): Promise<void> {
  for (const row of stale) {
    try {
      await moveClocks(f.platform, f.ruleBook, [row.complaintId]);
    } catch (error) {
      if (isDatabaseUnavailable(error)) throw error;
      f.platform.logger.error({ err: error, clock: row._id }, 'due clock cannot be counted by the new calendar');
      await putOff(f.platform.mongo, [row], new Date(now.getTime() + PUT_OFF_MS.failed));
      f.telemetry.putOff.inc({ why: 'failed' });
    }
  }
}

function attempt(f: Firer, row: ClockRow, plan: () => Firing | undefined): Firing | undefined | 'failed' {
  try {
    return plan();
  } catch (error) {
    f.platform.logger.error({ err: error, clock: row._id }, 'clock cannot be fired');
    return 'failed';
  }
}

/** Commits together or, when something in it is wrong, one by one; returns those that could not be written. */
async function commit(f: Firer, planned: readonly Planned[], now: Date): Promise<Planned[]> {
  try {
    const written = await write(f.platform, planned, now);
    failpoint('sla.before-publish');
    f.platform.relay.poke();
    observe(f, written);
    return [];
  } catch (error) {
    if (isDatabaseUnavailable(error)) throw error;
    if (planned.length === 1) {
      f.platform.logger.error({ err: error, clock: planned[0]?.row._id }, 'firing cannot be written');
      return [...planned];
    }
    const failed: Planned[] = [];
    for (const one of planned) failed.push(...(await commit(f, [one], now)));
    return failed;
  }
}

async function write(platform: Platform, planned: readonly Planned[], now: Date): Promise<Planned[]> {
  const { mongo } = platform;
  let written: Planned[] = [];
  await inTransaction(mongo, async (session) => {
    const rows: ClockRow[] = [];
    const entries: EscalationRow[] = [];
    const same = await unchanged(
      mongo,
      session,
      planned.map((one) => one.row),
    );
    written = planned.filter((one) => same.has(one.row._id));
    for (const { row, clock, outcome, event } of written) {
      const head = appendEvents(session, { type: 'clock', id: row._id, ...row.head }, [event], now);
      rows.push({ ...rowOf(clock, row), head });
      entries.push(...entriesOf(clock, outcome, head.lastEventId ?? '', now));
    }
    for (const row of rows) writesOf(session).replace(clockCollection, row);
    await raiseEscalations(mongo, session, entries);
  });
  return written;
}

function entriesOf(clock: Clock, outcome: Outcome, eventId: string, now: Date): EscalationRow[] {
  if (outcome.type !== 'escalated') return [];
  const { complaintId, reference, kind, dueAt } = clock;
  const { level, organisation } = outcome;
  return outcome.accountIds.map((accountId) => ({
    _id: `${eventId}/${accountId}`,
    accountId,
    complaintId,
    reference,
    clock: kind,
    level,
    organisation,
    raisedAt: now,
    dueAt,
    open: true,
  }));
}

function observe({ telemetry, platform }: Firer, written: readonly Planned[]): void {
  const now = platform.clock.now().getTime();
  for (const { row, step, outcome } of written) {
    if (row.about.training === true) {
      telemetry.training.inc({ step: step.kind });
      continue;
    }
    telemetry.lag.observe({ step: step.kind }, Math.max(0, now - step.at.getTime()) / 1_000);
    if (outcome.type === 'warned') telemetry.warnings.inc({ kind: row.kind });
    if (outcome.type === 'breached') telemetry.breaches.inc({ kind: row.kind });
    if (outcome.type === 'escalated') telemetry.escalations.inc({ kind: row.kind, level: outcome.level });
  }
}
