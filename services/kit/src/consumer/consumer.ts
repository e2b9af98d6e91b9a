import type { Logger, Metrics } from '@jamaa/observability';
import type { Consumer as JsConsumer } from '@nats-io/jetstream';
import type { Connection } from 'mongoose';
import type { Bus } from '../bus/connect.ts';
import { durableName, streamName } from '../bus/subjects.ts';
import { isAppError } from '../errors/app-error.ts';
import { runUnderLease } from '../mongo/lease.ts';
import { isDatabaseUnavailable } from '../mongo/transaction.ts';
import { failpoint } from '../runtime/failpoints.ts';
import type { Clock } from '../time/clock.ts';
import { backoffMs, waitFor } from '../time/wait.ts';
import { type Applier, applyEvents, parkEvents } from './apply.ts';
import { discardAggregate, type Requeued, requeueAggregate } from './dead-letters.ts';
import { type Held, Intray } from './intray.ts';
import type { EventHandler } from './received.ts';

export interface ConsumerOptions {
  readonly connection: Connection;
  readonly bus: Bus;
  /** Publishing service whose stream is read. */
  readonly source: string;
  /** Consuming service, which names the durable consumer. */
  readonly consumer: string;
  readonly handlers: readonly EventHandler[];
  readonly holder: string;
  readonly leaseTtlMs: number;
  readonly ackWaitMs: number;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: ConsumerMetrics;
}

export interface Consumer {
  readonly source: string;
  /** Runs in the fetcher between two batches; `undefined` when another process is the fetcher now. */
  requeue(aggregateId: string, operator: string): Promise<Requeued> | undefined;
  discard(aggregateId: string, operator: string, reason: string): Promise<number> | undefined;
  close(): Promise<void>;
}

export type ConsumerMetrics = ReturnType<typeof consumerMetrics>;

export const consumerMetrics = (metrics: Metrics) => ({
  handled: metrics.counter('consumer_events_total', 'Events taken from a stream by outcome', ['source', 'outcome']),
  duration: metrics.histogram('consumer_batch_seconds', 'Time to apply one batch in its transaction', ['source']),
  lag: metrics.gauge('consumer_lag_events', 'Events in the stream not yet delivered or not yet acknowledged', [
    'source',
  ]),
  parked: metrics.gauge('consumer_dead_letters', 'Events parked or waiting behind a parked one', ['source']),
});

const BATCH = 128;
const MAX_ATTEMPTS = 6;

/** Reads one stream in order, one fetcher at a time, and applies its events exactly once in effect. See README, "Consumers". */
export function startConsumer(o: ConsumerOptions): Consumer {
  const stop = new AbortController();
  const applier: Applier = {
    connection: o.connection,
    source: o.source,
    handlers: new Map(o.handlers.map((handler) => [handler.type, handler])),
    now: () => o.clock.now(),
  };
  let fetching: Fetcher | undefined;
  const running = runUnderLease(
    {
      connection: o.connection,
      name: `consumer:${o.source}`,
      holder: o.holder,
      ttlMs: o.leaseTtlMs,
      clock: o.clock,
      logger: o.logger,
    },
    stop.signal,
    async (_fence, signal) => {
      const live = await o.bus.live(signal);
      const durable = await live.js.consumers.get(streamName(o.bus, o.source), durableName(o.consumer));
      fetching = new Fetcher(o, applier, durable, signal);
      try {
        await fetching.run();
      } finally {
        fetching = undefined;
      }
    },
  );
  return {
    source: o.source,
    requeue: (id, operator) => fetching?.between(() => requeueAggregate(applier, id, operator)),
    discard: (id, operator, reason) => fetching?.between(() => discardAggregate(applier, id, operator, reason)),
    async close() {
      stop.abort();
      await running;
    },
  };
}

/** One holder's turn at the stream: from getting the lease to losing it. */
class Fetcher {
  readonly #o: ConsumerOptions;
  readonly #applier: Applier;
  readonly #durable: JsConsumer;
  readonly #signal: AbortSignal;
  readonly #errands: (() => Promise<void>)[] = [];
  readonly #tray: Intray;

  constructor(o: ConsumerOptions, applier: Applier, durable: JsConsumer, signal: AbortSignal) {
    this.#o = o;
    this.#applier = applier;
    this.#durable = durable;
    this.#signal = signal;
    this.#tray = new Intray(
      o.ackWaitMs,
      () => o.clock.system(),
      (message) =>
        o.logger.error({ subject: message.subject, seq: message.seq }, 'not a CloudEvent of a relay, terminated'),
    );
  }

  /** Queues an errand between two batches, so that it never runs beside one. */
  between<T>(run: () => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#errands.push(() => run().then(resolve, reject));
      this.#tray.wake();
    });
  }

  async run(): Promise<void> {
    const info = await this.#durable.info();
    // What an earlier fetcher took and did not acknowledge comes again, but only after the ack wait, and newer events would
    // overtake it: they are held until the old ones are through.
    if (info.num_ack_pending > 0) this.#tray.holdAfter(info.delivered.stream_seq);
    const messages = await this.#durable.consume({ max_messages: 512, callback: (message) => this.#tray.add(message) });
    try {
      while (!this.#signal.aborted) {
        await this.#runErrands();
        await this.#retryBlocked();
        const batch = await this.#tray.take(BATCH, 500, this.#signal);
        if (batch.length > 0) await this.#apply(batch);
        if (this.#tray.holding) await this.#checkHorizon();
      }
    } finally {
      await messages.close();
      this.#tray.close();
      for (const errand of this.#errands.splice(0)) await errand();
    }
  }

  async #checkHorizon(): Promise<void> {
    const info = await this.#durable.info();
    this.#tray.releaseUpTo(info.ack_floor.stream_seq);
  }

  async #runErrands(): Promise<void> {
    for (const errand of this.#errands.splice(0)) await errand();
  }

  async #apply(batch: readonly Held[]): Promise<void> {
    const free = batch.filter((held) => !this.#tray.queueBehind(held));
    if (free.length === 0) return;
    const failure = await this.#attempt(free);
    if (failure === undefined) return;
    if (free.length === 1) return this.#block(free, failure.error);
    // One of them is poison: find it by taking them one at a time, in order.
    for (const held of free) {
      if (this.#tray.queueBehind(held)) continue;
      const alone = await this.#attempt([held]);
      if (alone !== undefined) await this.#block([held], alone.error);
    }
  }

  /** Applies and acknowledges; waits for as long as the own database is out of reach, without counting an attempt. */
  async #attempt(held: readonly Held[]): Promise<{ error: unknown } | undefined> {
    const end = this.#o.metrics.duration.startTimer({ source: this.#o.source });
    for (let wait = 1; ; wait += 1) {
      try {
        const outcome = await applyEvents(
          this.#applier,
          held.map((one) => one.envelope),
        );
        end();
        failpoint(`consumer.${this.#o.consumer}.before-ack`);
        for (const one of held) this.#tray.ack(one);
        for (const [name, count] of Object.entries(outcome)) {
          if (count > 0) this.#o.metrics.handled.inc({ source: this.#o.source, outcome: name }, count);
        }
        return undefined;
      } catch (error) {
        if (!isDatabaseUnavailable(error)) return { error };
        this.#o.logger.warn({ err: error }, 'database out of reach, holding the batch');
        await waitFor(backoffMs(wait, 200, 5_000), this.#signal);
        if (this.#signal.aborted) return { error };
      }
    }
  }

  async #block(held: readonly Held[], error: unknown): Promise<void> {
    const [first] = held;
    if (first === undefined || this.#signal.aborted) return;
    const attempts = this.#tray.block(first, backoffMs);
    const permanent = isAppError(error) ? !error.retryable : error instanceof RangeError;
    this.#o.metrics.handled.inc({ source: this.#o.source, outcome: 'failed' });
    this.#o.logger.warn(
      { err: error, event: first.envelope.id, type: first.envelope.type, attempts },
      permanent ? 'event cannot be applied' : 'event not applied, will try again',
    );
    if (!permanent && attempts < MAX_ATTEMPTS) return;
    const waiting = this.#tray.unblock(first.envelope.aggregateId);
    const reason = isAppError(error)
      ? { code: error.code, message: error.message }
      : { code: error instanceof Error ? error.name : 'unknown', message: error instanceof Error ? error.message : '' };
    await parkEvents(
      this.#applier,
      waiting.map((one) => one.envelope),
      reason,
      attempts,
    );
    for (const one of waiting) this.#tray.ack(one);
    this.#o.metrics.handled.inc({ source: this.#o.source, outcome: 'parked' }, waiting.length);
  }

  async #retryBlocked(): Promise<void> {
    for (const aggregateId of this.#tray.dueAggregates(this.#o.clock.system())) {
      for (let next = this.#tray.firstOf(aggregateId); next !== undefined; next = this.#tray.firstOf(aggregateId)) {
        const failure = await this.#attempt([next]);
        if (failure !== undefined) {
          await this.#block([next], failure.error);
          break;
        }
        this.#tray.dropFirst(aggregateId);
      }
    }
  }
}
