import type { Logger, Metrics } from '@jamaa/observability';
import type { Connection } from 'mongoose';
import type { Bus, LiveBus } from '../bus/connect.ts';
import { publishEvent } from '../bus/publish.ts';
import { runUnderLease } from '../mongo/lease.ts';
import { inTransaction } from '../mongo/transaction.ts';
import { failpoint } from '../runtime/failpoints.ts';
import type { Clock } from '../time/clock.ts';
import { createRounds } from '../time/rounds.ts';
import { backoffMs, waitFor } from '../time/wait.ts';
import { createWake } from '../time/wake.ts';
import { republishPage } from './republish.ts';
import { type JournalRow, journalRows } from './rows.ts';

export interface RelayOptions {
  readonly connection: Connection;
  readonly bus: Bus;
  readonly source: string;
  readonly holder: string;
  readonly leaseTtlMs: number;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

export interface Relay {
  /** Wakes the relay after a commit; polling would find the rows too, only later. */
  poke(): void;
  close(): Promise<void>;
}

const BATCH = 256;
const POLL_MS = 250;
/** Least time between two looks at the journal: the events of a moment go out together. */
const ROUND_MS = 30;
/** Marks of what is published wait for each other so long: a commit of their own for each would cost more than the event. */
const MARK_MS = 100;
/** Orders to republish are looked for so often; an operator gives them. */
const REPUBLISH_POLL_MS = 1_000;

/**
 * Carries the journal to the broker: at least once, in the order of each aggregate, by one process at a time. Rows are found
 * by state (`pending`), never by a time cursor, so that none can be skipped; they are marked after the broker's ack.
 */
export function startRelay(o: RelayOptions): Relay {
  const stop = new AbortController();
  const wake = createWake();
  const published = o.metrics.counter('relay_published_total', 'Events acknowledged by the broker');
  const failures = o.metrics.counter('relay_failures_total', 'Events the broker did not take, to be tried again');
  const age = o.metrics.gauge('relay_unpublished_age_seconds', 'Age of the oldest event not yet published');
  const depth = o.metrics.gauge('relay_unpublished_events', 'Events not yet published, counted up to 10,000');
  const rows = journalRows(o.connection);

  o.metrics.collect(async () => {
    const oldest = await rows.find({ pending: true }).sort({ _id: 1 }).limit(1).project({ time: 1 }).next();
    age.set(oldest === null ? 0 : Math.max(0, (o.clock.now().getTime() - (oldest['time'] as Date).getTime()) / 1000));
    depth.set(await rows.countDocuments({ pending: true }, { limit: 10_000 }));
  });

  const work = async (fence: number, signal: AbortSignal): Promise<void> => {
    const live = await o.bus.live(signal);
    // Unique and growing over all holders: the fence leads, so no write is needed to reserve a number.
    let batch = fence * 2 ** 24;
    let failed = 0;
    let refused = 0;
    let looked = 0;
    let unmarked = new Set<string>();
    let markAt = 0;
    const round = createRounds(o.clock, ROUND_MS);
    const mark = async (): Promise<void> => {
      batch += 1;
      const change = { $set: { batch }, $unset: { pending: '' as const } };
      // In one transaction: a reader of the journal sees the batch whole or not at all, and never an event without the one before.
      await inTransaction(o.connection, (session) =>
        rows.updateMany({ _id: { $in: [...unmarked] }, pending: true }, change, { session }),
      );
      unmarked = new Set();
    };
    while (!signal.aborted) {
      if (o.clock.system() - looked >= REPUBLISH_POLL_MS) {
        // What is out already has its position first, or it would come after itself.
        if (unmarked.size > 0) await mark();
        const again = await republishPage(
          o.connection,
          (page) => publishInWaves(o, live, page, signal),
          () => o.clock.now(),
          o.logger,
        );
        refused = again === 'refused' ? refused + 1 : 0;
        if (refused > 0) await waitFor(backoffMs(refused, 100, 5_000), signal);
        // New events wait: they would overtake older ones of their aggregate.
        if (again !== 'idle') continue;
        looked = o.clock.system();
      }
      if (unmarked.size >= BATCH || (unmarked.size > 0 && o.clock.system() >= markAt)) await mark();
      await round(signal);
      // Left out here and not by the query: with `$nin` servers give up the index.
      const open = await rows
        .find({ pending: true })
        .sort({ _id: 1 })
        .limit(BATCH + unmarked.size)
        .toArray();
      const pending = open.filter((row) => !unmarked.has(row._id)).slice(0, BATCH);
      const rest = (): Promise<void> =>
        wake.wait(unmarked.size === 0 ? POLL_MS : Math.max(1, markAt - o.clock.system()), signal);
      if (pending.length === 0) {
        await rest();
        continue;
      }
      const acknowledged = await publishInWaves(o, live, pending, signal);
      failpoint('relay.after-publish');
      if (acknowledged.length > 0) {
        if (unmarked.size === 0) markAt = o.clock.system() + MARK_MS;
        for (const id of acknowledged) unmarked.add(id);
        published.inc(acknowledged.length);
      }
      failed = acknowledged.length === pending.length ? 0 : failed + 1;
      if (failed > 0) {
        failures.inc(pending.length - acknowledged.length);
        await waitFor(backoffMs(failed, 100, 5_000), signal);
      } else if (pending.length < BATCH) await rest();
    }
  };

  const running = runUnderLease(
    {
      connection: o.connection,
      name: 'relay',
      holder: o.holder,
      ttlMs: o.leaseTtlMs,
      logger: o.logger,
    },
    stop.signal,
    work,
  );
  return {
    poke: () => wake.now(),
    async close() {
      stop.abort();
      await running;
    },
  };
}

/**
 * Publishes rows so that at most one event of an aggregate is in flight: when one fails, the later ones of its aggregate stay
 * behind it. Returns the ids the broker acknowledged.
 */
async function publishInWaves(
  o: RelayOptions,
  live: LiveBus,
  rows: readonly JournalRow[],
  signal: AbortSignal,
): Promise<string[]> {
  const acknowledged: string[] = [];
  const blocked = new Set<string>();
  let rest = [...rows].sort((a, b) =>
    a.aggregateId === b.aggregateId ? a.version - b.version : a._id < b._id ? -1 : 1,
  );
  while (rest.length > 0 && !signal.aborted) {
    const wave = new Map<string, JournalRow>();
    const later: JournalRow[] = [];
    for (const row of rest) {
      if (blocked.has(row.aggregateId)) continue;
      if (wave.has(row.aggregateId)) later.push(row);
      else wave.set(row.aggregateId, row);
    }
    const results = await Promise.allSettled([...wave.values()].map((row) => publishEvent(live, o.source, row)));
    let index = 0;
    for (const row of wave.values()) {
      const result = results[index++];
      if (result?.status === 'fulfilled') acknowledged.push(row._id);
      else {
        blocked.add(row.aggregateId);
        o.logger.warn({ err: result?.reason, event: row._id, type: row.type }, 'not published, will try again');
      }
    }
    rest = later;
  }
  return acknowledged;
}
