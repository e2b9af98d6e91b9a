import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';

export const faultSchema = z.strictObject({
  channel: z.enum(['email', 'sms']),
  mode: z.enum(['refuse', 'temporary', 'slow', 'drop-after-accept']),
  count: z.int().min(1).max(1_000_000).default(1),
  delayMs: z.int().min(1).max(600_000).default(5_000),
});

/** A failure to act out: for the next `count` messages of a channel; `delayMs` matters to `slow` alone. */
export type Fault = z.output<typeof faultSchema>;

/** A failure in the queue, and how many messages it has hit. */
export type QueuedFault = Fault & { readonly hits: number };

/** The failures that tests have ordered, acted out in their order. */
export class Faults {
  #queue: readonly QueuedFault[] = [];

  list(): readonly QueuedFault[] {
    return this.#queue;
  }

  order(fault: Fault): void {
    this.#queue = [...this.#queue, { ...fault, hits: 0 }];
  }

  clear(): void {
    this.#queue = [];
  }

  /** The failure that the next message of a channel meets; `slow` has waited already when this answers. */
  async take(channel: Fault['channel']): Promise<Fault['mode'] | undefined> {
    const index = this.#queue.findIndex((fault) => fault.channel === channel && fault.hits < fault.count);
    const fault = this.#queue[index];
    if (!fault) return undefined;
    this.#queue = this.#queue.with(index, { ...fault, hits: fault.hits + 1 });
    if (fault.mode === 'slow') await delay(fault.delayMs);
    return fault.mode;
  }
}
