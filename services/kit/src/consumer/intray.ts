import type { JsMsg } from '@nats-io/jetstream';
import { createWake } from '../time/wake.ts';
import { type Envelope, envelopeOf } from './received.ts';

/** A message in hand: delivered, not yet acknowledged. */
export interface Held {
  readonly message: JsMsg;
  readonly envelope: Envelope;
}

interface Blocked {
  readonly queue: Held[];
  attempts: number;
  retryAt: number;
}

/**
 * The messages a fetcher has in hand, in stream order: ready ones, all of them held back while an earlier fetcher's are still to
 * come again, and per aggregate the queue behind an event that failed. Everything in hand is kept alive at the broker.
 */
export class Intray {
  readonly #ready: Held[] = [];
  readonly #held = new Map<number, Held>();
  readonly #blocked = new Map<string, Blocked>();
  readonly #inHand = new Map<number, JsMsg>();
  readonly #keepAlive: NodeJS.Timeout;
  readonly #onForeign: (message: JsMsg) => void;
  readonly #now: () => number;
  readonly #wake = createWake();
  #holding = false;

  constructor(ackWaitMs: number, now: () => number, onForeign: (message: JsMsg) => void) {
    this.#now = now;
    this.#onForeign = onForeign;
    this.#keepAlive = setInterval(() => {
      for (const message of this.#inHand.values()) message.working();
    }, ackWaitMs / 3);
  }

  get holding(): boolean {
    return this.#holding;
  }

  /** The lowest sequence in hand. */
  get oldest(): number | undefined {
    return this.#inHand.size === 0 ? undefined : Math.min(...this.#inHand.keys());
  }

  /** How many could be taken now. */
  get ahead(): number {
    return this.#ready.length;
  }

  /** Holds back everything until {@link releaseIfComplete}: what comes again would come after newer messages otherwise. */
  hold(): void {
    this.#holding = true;
  }

  /** Releases in stream order once everything that the broker had given out and not seen acknowledged is in hand. */
  releaseIfComplete(delivered: number, ackPending: number): void {
    if ([...this.#held.keys()].filter((sequence) => sequence <= delivered).length < ackPending) return;
    this.#holding = false;
    this.#ready.push(...[...this.#held].sort(([a], [b]) => a - b).map(([, held]) => held));
    this.#held.clear();
  }

  add(message: JsMsg): void {
    const envelope = envelopeOf(message);
    if (envelope === undefined) {
      message.term('not a CloudEvent');
      this.#onForeign(message);
      return;
    }
    // Delivered again though it is in hand already: it is the same event, and either acknowledgement will do.
    if (this.#inHand.has(message.seq) && !this.#holding) return;
    this.#inHand.set(message.seq, message);
    const held = { message, envelope };
    if (this.#holding) this.#held.set(message.seq, held);
    else this.#ready.push(held);
    this.wake();
  }

  wake(): void {
    this.#wake.now();
  }

  /** Waits until a message is ready, something else wakes, or `ms` have passed. */
  async ready(ms: number, signal: AbortSignal): Promise<void> {
    if (this.#ready.length === 0) await this.#wake.wait(ms, signal);
  }

  /** Up to `most` ready messages. */
  take(most: number): Held[] {
    return this.#ready.splice(0, most);
  }

  ack(held: Held): void {
    this.#inHand.delete(held.message.seq);
    held.message.ack();
  }

  /** When its aggregate is blocked, the message joins the queue there and `true` is returned. */
  queueBehind(held: Held): boolean {
    const blocked = this.#blocked.get(held.envelope.aggregateId);
    blocked?.queue.push(held);
    return blocked !== undefined;
  }

  /** Notes a failure of the first message of an aggregate; returns how often it has failed now. */
  block(held: Held, delayMs: (attempt: number) => number): number {
    const { aggregateId } = held.envelope;
    const blocked = this.#blocked.get(aggregateId) ?? { queue: [held], attempts: 0, retryAt: 0 };
    blocked.attempts += 1;
    blocked.retryAt = this.#now() + delayMs(blocked.attempts);
    this.#blocked.set(aggregateId, blocked);
    return blocked.attempts;
  }

  dueAggregates(now: number): string[] {
    return [...this.#blocked].filter(([, blocked]) => blocked.retryAt <= now).map(([id]) => id);
  }

  firstOf(aggregateId: string): Held | undefined {
    return this.#blocked.get(aggregateId)?.queue[0];
  }

  dropFirst(aggregateId: string): void {
    const blocked = this.#blocked.get(aggregateId);
    blocked?.queue.shift();
    if (blocked?.queue.length === 0) this.#blocked.delete(aggregateId);
  }

  /** Ends the block and returns everything that stood in its queue. */
  unblock(aggregateId: string): Held[] {
    const queue = this.#blocked.get(aggregateId)?.queue ?? [];
    this.#blocked.delete(aggregateId);
    return queue;
  }

  /** What is still in hand is delivered again, to whoever fetches next. */
  close(): void {
    clearInterval(this.#keepAlive);
    for (const message of this.#inHand.values()) message.nak();
    this.#inHand.clear();
  }
}
