import type { Logger } from '@jamaa/observability';
import type { JournalEvent, JournalServiceClient, ReplayResponse } from '@jamaa/proto/platform/v1/platform';
import { isDatabaseUnavailable } from '../mongo/transaction.ts';
import type { Peer } from '../platform/peer.ts';
import { failpoint } from '../runtime/failpoints.ts';
import type { Clock } from '../time/clock.ts';
import { backoffMs, waitFor } from '../time/wait.ts';
import { type Applier, applyEvents, parkEvents, permanentFailure, reasonOf } from './apply.ts';
import { type FloorRow, floorRows, gapReason, type StreamPosition } from './floor.ts';
import type { ConsumerMetrics } from './metrics.ts';
import type { Envelope } from './received.ts';

export interface Healing {
  readonly applier: Applier;
  /** The publishing service's journal; without one a gap is only reported. */
  readonly journal: Pick<Peer<JournalServiceClient>, 'call'> | undefined;
  readonly metrics: ConsumerMetrics;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly signal: AbortSignal;
  /** Runs between two pages: operators' errands wait for nothing longer. */
  between(): Promise<void>;
}

const PAGE = 400;
const MAX_ATTEMPTS = 6;
const PAGES_PER_LOG = 40;

/**
 * Brings a consumer up to the stream's first message before it takes live ones: reads the publisher's journal page by page and
 * applies it like live events, so that what was applied before is dropped. The position is kept in a row after each page: a crash
 * goes on from there. Waits for as long as the publisher or the own database is out of reach.
 */
export async function closeGap(h: Healing, stream: StreamPosition): Promise<void> {
  const { connection, source } = h.applier;
  const rows = floorRows(connection);
  const row = await rows.findOne({ _id: source });
  const reason = gapReason(row, stream, h.journal !== undefined);
  if (reason === undefined && (row?.gap === undefined || h.journal === undefined)) {
    h.metrics.gap.set({ source }, row?.gap === undefined ? 0 : 1);
    if (row === null) await settle(h, stream, {});
    return;
  }
  h.metrics.gap.set({ source }, 1);
  const why = row?.healing?.reason ?? reason ?? row?.gap?.reason ?? 'unknown';
  if (h.journal === undefined) {
    h.logger.error({ source, reason: why, stream }, 'events are missing and no journal is known to read them from');
    return settle(h, stream, { gap: row?.gap ?? { reason: why, since: h.clock.now() } });
  }
  const healing = row?.healing ?? { reason: why, startedAt: h.clock.now(), applied: 0 };
  if (row === null) await settle(h, stream, { healing });
  else await rows.updateOne({ _id: source }, { $set: { healing } });
  h.logger.info({ source, reason: why, from: row?.cursor ?? '', stream }, 'healing from the journal');
  const end = await readJournal(h, row?.cursor ?? '', healing.applied);
  if (end === undefined) return;
  await settle(h, stream, { cursor: end.cursor });
  h.metrics.gap.set({ source }, 0);
  h.logger.info({ source, applied: end.applied, cursor: end.cursor }, 'healed');
}

/** Writes the row of a turn that starts without an open gap, or with one that nobody can close. */
async function settle(
  h: Healing,
  stream: StreamPosition,
  more: Pick<FloorRow, 'cursor' | 'healing' | 'gap'>,
): Promise<void> {
  const rows = floorRows(h.applier.connection);
  const passed = Math.max(0, stream.firstSequence - 1, ...(stream.lost ?? []));
  const floor = more.healing === undefined ? passed : 0;
  const gone = (['healing', 'gap'] as const).filter((name) => more[name] === undefined);
  await rows.updateOne(
    { _id: h.applier.source },
    {
      $set: { stream: stream.created, floor, updatedAt: h.clock.now(), ...more },
      $unset: Object.fromEntries(gone.map((name) => [name, ''])),
    },
    { upsert: true },
  );
}

/** Applies pages until the journal's end; `undefined` when the turn ended before. */
async function readJournal(
  h: Healing,
  from: string,
  before: number,
): Promise<{ cursor: string; applied: number } | undefined> {
  const { source } = h.applier;
  let cursor = from;
  let applied = before;
  for (let pages = 1; !h.signal.aborted; pages += 1) {
    await h.between();
    const page = await readPage(h, cursor);
    if (page === undefined) return undefined;
    const done = await applyPage(h, page.events.map(envelopeOfJournal));
    if (h.signal.aborted) return undefined;
    applied += done;
    cursor = page.nextCursor;
    h.metrics.healed.inc({ source }, done);
    failpoint(`heal.${source}.before-cursor`);
    await floorRows(h.applier.connection).updateOne(
      { _id: source },
      { $set: { cursor, 'healing.applied': applied, updatedAt: h.clock.now() } },
    );
    failpoint(`heal.${source}.after-page`);
    if (page.end) return { cursor, applied };
    if (pages % PAGES_PER_LOG === 0) h.logger.info({ source, applied, cursor }, 'healing goes on');
  }
  return undefined;
}

async function readPage(h: Healing, cursor: string): Promise<ReplayResponse | undefined> {
  const types = [...h.applier.handlers.keys()];
  for (let attempt = 1; !h.signal.aborted; attempt += 1) {
    try {
      return await h.journal?.call(
        'replay',
        { cursor, types, aggregateId: '', limit: PAGE, withoutData: false },
        60_000,
      );
    } catch (error) {
      h.logger.warn({ err: error, source: h.applier.source, attempt }, 'journal not read, healing waits');
      await waitFor(backoffMs(attempt, 100, 5_000), h.signal);
      await h.between();
    }
  }
  return undefined;
}

/** Applies what the journal has of one aggregate, as live events are; returns how many were new here. */
export async function applyFromJournal(h: Healing, aggregateId: string): Promise<number> {
  const types = [...h.applier.handlers.keys()];
  let [cursor, applied] = ['', 0];
  for (;;) {
    const page = await h.journal?.call(
      'replay',
      { cursor, types, aggregateId, limit: PAGE, withoutData: false },
      30_000,
    );
    if (page === undefined || h.signal.aborted) return applied;
    const done = await applyPage(h, page.events.map(envelopeOfJournal));
    h.metrics.healed.inc({ source: h.applier.source }, done);
    applied += done;
    cursor = page.nextCursor;
    if (page.end) return applied;
  }
}

const envelopeOfJournal = (event: JournalEvent): Envelope => ({
  id: event.id,
  type: event.type,
  aggregateId: event.aggregateId,
  version: event.aggregateVersion,
  time: event.time ?? new Date(0),
  data: event.data,
});

/** A page in one transaction; when that fails one event at a time, and one that cannot be applied is parked as a live one is. */
async function applyPage(h: Healing, events: readonly Envelope[]): Promise<number> {
  if (events.length === 0) return 0;
  const whole = await attempt(h, events);
  if (!('error' in whole)) return whole.applied;
  let applied = 0;
  for (const event of events) {
    for (let tries = 1; !h.signal.aborted; tries += 1) {
      const alone = await attempt(h, [event]);
      if (!('error' in alone)) {
        applied += alone.applied;
        break;
      }
      h.logger.warn({ err: alone.error, event: event.id, type: event.type, tries }, 'journal event not applied');
      if (permanentFailure(alone.error) || tries >= MAX_ATTEMPTS) {
        await parkEvents(h.applier, [event], reasonOf(alone.error), tries);
        break;
      }
      await waitFor(backoffMs(tries), h.signal);
    }
  }
  return applied;
}

async function attempt(h: Healing, events: readonly Envelope[]): Promise<{ applied: number } | { error: unknown }> {
  for (let wait = 1; ; wait += 1) {
    try {
      return await applyEvents(h.applier, events);
    } catch (error) {
      if (!isDatabaseUnavailable(error) || h.signal.aborted) return { error };
      h.logger.warn({ err: error }, 'database out of reach, healing waits');
      await waitFor(backoffMs(wait, 200, 5_000), h.signal);
    }
  }
}
