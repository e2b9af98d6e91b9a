import type { ConsumerMessages, Consumer as JsConsumer } from '@nats-io/jetstream';
import type { LiveBus } from '../bus/connect.ts';
import { streamName } from '../bus/subjects.ts';
import { isDatabaseUnavailable } from '../mongo/transaction.ts';
import { failpoint } from '../runtime/failpoints.ts';
import { createRounds } from '../time/rounds.ts';
import { backoffMs, waitFor } from '../time/wait.ts';
import { type Applier, applyEvents, parkEvents, permanentFailure, reasonOf } from './apply.ts';
import { FloorKeeper } from './floor.ts';
import { createComparison } from './heads.ts';
import { closeGap, type Healing } from './heal.ts';
import { type Held, Intray } from './intray.ts';
import type { ConsumerOptions } from './options.ts';

const BATCH = 128;
const MAX_ATTEMPTS = 6;

/** The stream to read and the durable consumer on it. */
export interface Reached {
  readonly live: LiveBus;
  readonly durable: JsConsumer;
}

/** One holder's turn at the stream: from getting the lease to losing it. */
export class Fetcher {
  readonly #o: ConsumerOptions;
  readonly #applier: Applier;
  readonly #live: LiveBus;
  readonly #durable: JsConsumer;
  readonly #signal: AbortSignal;
  readonly #errands: (() => Promise<void>)[] = [];
  readonly #tray: Intray;
  readonly #healing: Healing;
  readonly #comparison: ReturnType<typeof createComparison>;
  #comparedAt: number | undefined;

  constructor(o: ConsumerOptions, applier: Applier, { live, durable }: Reached, signal: AbortSignal) {
    this.#o = o;
    this.#live = live;
    this.#applier = applier;
    this.#durable = durable;
    this.#signal = signal;
    this.#tray = new Intray(
      o.ackWaitMs,
      () => o.clock.system(),
      (message) =>
        o.logger.error({ subject: message.subject, seq: message.seq }, 'not a CloudEvent of a relay, terminated'),
    );
    const { journal, metrics, clock, logger } = o;
    this.#healing = { applier, journal, metrics, clock, logger, signal, between: () => this.#runErrands() };
    this.#comparison = createComparison(this.#healing, () => this.#position());
  }

  /** A broker may be rebuilt, restored or cut off without a word: the journal tells what it should have delivered. */
  async #compare(): Promise<void> {
    const { compareMs, journal, clock, source, metrics, logger } = this.#o;
    if (compareMs === undefined || journal === undefined) return;
    if (this.#comparedAt !== undefined && clock.system() - this.#comparedAt < compareMs) return;
    this.#comparedAt = clock.system();
    const cell = this.#o.from ?? this.#o.bus.cell;
    try {
      const { behind, healed } = await this.#comparison.compare();
      metrics.behind.set({ cell, source }, behind);
      if (healed > 0)
        logger.warn({ source, cell, healed }, 'events that the broker had lost were read from the journal');
    } catch (error) {
      logger.warn({ err: error, source, cell }, 'journal not compared, will try again');
    }
  }

  /** Queues an errand between two batches, so that it never runs beside one. */
  between<T>(run: () => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#errands.push(() => run().then(resolve, reject));
      this.#tray.wake();
    });
  }

  #stream() {
    return this.#live.manager.streams.info(streamName(this.#live, this.#o.source), { deleted_details: true });
  }

  async #position(): Promise<{ last: number; settled: number; backlog: number }> {
    const { state } = await this.#stream();
    const info = await this.#durable.info();
    const backlog = info.num_pending + info.num_ack_pending;
    return { last: state.last_seq, settled: backlog === 0 ? state.last_seq : info.ack_floor.stream_seq, backlog };
  }

  async backlog(): Promise<number | undefined> {
    const ask = this.#durable.info().then((info) => info.num_pending + info.num_ack_pending);
    if (this.#o.from === undefined) return ask;
    // Behind a link that is cut the figure is unknown; a scrape must not wait for it.
    const late = waitFor(1_000, this.#signal).then(() => undefined);
    return Promise.race([ask.catch(() => undefined), late]);
  }

  async run(): Promise<void> {
    const floor = await this.#begin();
    if (this.#signal.aborted) return;
    const messages = await this.#durable.consume({
      max_messages: 512,
      // A leaf link that is cut tells its client nothing: only heartbeats that stay away do.
      ...(this.#o.from === undefined ? {} : { expires: 4_000, idle_heartbeat: 1_000 }),
      callback: (message) => {
        floor.arrived(message.seq, message.redelivered);
        if (floor.broken) {
          message.nak();
          this.#tray.wake();
        } else this.#tray.add(message);
      },
    });
    const gone = this.#watch(messages);
    const round = createRounds(this.#o.clock, this.#o.roundMs);
    try {
      while (!this.#signal.aborted && !floor.broken && !gone.yes) {
        await this.#runErrands();
        await this.#retryBlocked();
        await this.#tray.ready(500, this.#signal);
        // A full batch would not share its commit with anything that comes meanwhile.
        if (this.#tray.ahead < BATCH) await round(this.#signal);
        const batch = this.#tray.take(BATCH);
        if (batch.length > 0) await this.#apply(batch);
        await this.#compare();
        if (this.#tray.holding) await this.#checkHeld();
        else await floor.write(this.#tray.oldest, this.#o.clock.now(), this.#o.clock.system());
      }
      if (floor.broken || gone.yes)
        this.#o.logger.warn({ source: this.#applier.source }, 'the stream does not go on where it was, looking again');
      if (!this.#tray.holding) await floor.write(this.#tray.oldest, this.#o.clock.now(), this.#o.clock.system(), true);
    } finally {
      await messages.close();
      this.#tray.close();
      for (const errand of this.#errands.splice(0)) await errand();
    }
  }

  /** The broker says when the stream or the durable consumer is taken away; made anew they are others of the same name. */
  #watch(messages: ConsumerMessages): { yes: boolean } {
    const gone = { yes: false };
    const follow = async (): Promise<void> => {
      for await (const { type } of messages.status()) {
        if (!['consumer_deleted', 'consumer_not_found', 'stream_not_found'].includes(type)) continue;
        gone.yes = true;
        this.#tray.wake();
      }
    };
    void follow();
    return gone;
  }

  /** Heals what lies before the stream's first message, then looks where the broker stands. */
  async #begin(): Promise<FloorKeeper> {
    const { config, created, state } = await this.#stream();
    const stream = { created: `${config.name} ${created}`, firstSequence: state.first_seq, lost: state.deleted };
    await closeGap(this.#healing, stream);
    const info = await this.#durable.info();
    // What an earlier fetcher took and did not acknowledge comes again, but only after the ack wait, and newer events would
    // overtake it: everything is held until all of it is here.
    if (info.num_ack_pending > 0) this.#tray.hold();
    return new FloorKeeper(this.#o.connection, this.#applier.source, {
      stream: stream.created,
      last: Math.max(info.delivered.stream_seq, stream.firstSequence - 1),
      now: this.#o.clock.system(),
    });
  }

  async #checkHeld(): Promise<void> {
    const info = await this.#durable.info();
    this.#tray.releaseIfComplete(info.delivered.stream_seq, info.num_ack_pending);
  }

  async #runErrands(): Promise<void> {
    for (const errand of this.#errands.splice(0)) await errand();
  }

  async #apply(batch: readonly Held[]): Promise<void> {
    const free = batch.filter((held) => this.#concernsUs(held) && !this.#tray.queueBehind(held));
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

  /** What nobody here handles needs no transaction: it is acknowledged, whatever stands before it. */
  #concernsUs(held: Held): boolean {
    if (this.#applier.handlers.has(held.envelope.type)) return true;
    this.#tray.ack(held);
    this.#o.metrics.handled.inc({ source: this.#applier.source, outcome: 'passed' });
    return false;
  }

  /** Applies and acknowledges; waits for as long as the own database is out of reach, without counting an attempt. */
  async #attempt(held: readonly Held[]): Promise<{ error: unknown } | undefined> {
    const end = this.#o.metrics.duration.startTimer({ source: this.#applier.source });
    for (let wait = 1; ; wait += 1) {
      try {
        const outcome = await applyEvents(
          this.#applier,
          held.map((one) => one.envelope),
        );
        end();
        failpoint(`consumer.${this.#o.consumer}.before-ack`);
        for (const one of held) this.#tray.ack(one);
        const now = this.#o.clock.now().getTime();
        for (const { envelope } of held)
          this.#o.metrics.age.observe({ source: this.#o.source }, Math.max(0, now - envelope.time.getTime()) / 1000);
        for (const [name, count] of Object.entries(outcome)) {
          if (count > 0) this.#o.metrics.handled.inc({ source: this.#applier.source, outcome: name }, count);
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
    const permanent = permanentFailure(error);
    this.#o.metrics.handled.inc({ source: this.#applier.source, outcome: 'failed' });
    this.#o.logger.warn(
      { err: error, event: first.envelope.id, type: first.envelope.type, attempts },
      permanent ? 'event cannot be applied' : 'event not applied, will try again',
    );
    if (!permanent && attempts < MAX_ATTEMPTS) return;
    const waiting = this.#tray.unblock(first.envelope.aggregateId);
    await parkEvents(
      this.#applier,
      waiting.map((one) => one.envelope),
      reasonOf(error),
      attempts,
    );
    for (const one of waiting) this.#tray.ack(one);
    this.#o.metrics.handled.inc({ source: this.#applier.source, outcome: 'parked' }, waiting.length);
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
