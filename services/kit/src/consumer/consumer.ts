import { inCell } from '../bus/connect.ts';
import { durableName, sourceKey, streamName } from '../bus/subjects.ts';
import { runUnderLease } from '../mongo/lease.ts';
import { backoffMs, waitFor } from '../time/wait.ts';
import type { Applier } from './apply.ts';
import { discardAggregate, type Requeued, requeueAggregate } from './dead-letters.ts';
import { Fetcher, type Reached } from './fetcher.ts';
import type { ConsumerOptions } from './options.ts';

export interface Consumer {
  readonly source: string;
  /** Runs in the fetcher between two batches; `undefined` when another process is the fetcher now. */
  requeue(aggregateId: string, operator: string): Promise<Requeued> | undefined;
  discard(aggregateId: string, operator: string, reason: string): Promise<number> | undefined;
  /** Events of the stream not yet delivered or not yet acknowledged; `undefined` when another process is the fetcher now. */
  backlog(): Promise<number | undefined> | undefined;
  close(): Promise<void>;
}

/** Reads one stream in order, one fetcher at a time, and applies its events exactly once in effect. See README, "Consumers". */
export function startConsumer(o: ConsumerOptions): Consumer {
  const stop = new AbortController();
  const source = sourceKey(o.source, o.from);
  const applier: Applier = {
    connection: o.connection,
    source,
    handlers: new Map(o.handlers.flatMap((handler) => handler.types.map((type) => [type, handler]))),
    now: () => o.clock.now(),
  };
  let fetching: Fetcher | undefined;
  const running = runUnderLease(
    {
      connection: o.connection,
      name: `consumer:${source}`,
      holder: o.holder,
      ttlMs: o.leaseTtlMs,
      logger: o.logger,
    },
    stop.signal,
    async (_fence, signal) => {
      const reached = await reach(o, signal);
      if (reached === undefined) return;
      fetching = new Fetcher(o, applier, reached, signal);
      try {
        await fetching.run();
      } finally {
        fetching = undefined;
      }
    },
  );
  return {
    source,
    requeue: (id, operator) => fetching?.between(() => requeueAggregate(applier, id, operator)),
    discard: (id, operator, reason) => fetching?.between(() => discardAggregate(applier, id, operator, reason)),
    backlog: () => fetching?.backlog(),
    async close() {
      stop.abort();
      await running;
    },
  };
}

/** The stream's durable, as soon as its broker answers: another cell's may be out of reach for hours, and is asked again and again. */
async function reach(o: ConsumerOptions, signal: AbortSignal): Promise<Reached | undefined> {
  const own = await o.bus.live(signal);
  if (o.from === undefined) {
    const durable = await own.js.consumers.get(streamName(own, o.source), durableName(o.consumer));
    return { live: own, durable };
  }
  const live = await inCell(own, o.from);
  for (let attempt = 1; !signal.aborted; attempt += 1) {
    try {
      const durable = await live.js.consumers.get(streamName(live, o.source), durableName(o.consumer, o.bus.cell));
      return { live, durable };
    } catch (error) {
      o.logger.warn({ err: error, source: o.source, cell: o.from, attempt }, 'stream of another cell not reached');
      await waitFor(backoffMs(attempt, 250, 5_000), signal);
    }
  }
  return undefined;
}
