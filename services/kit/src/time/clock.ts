/**
 * The only place that reads a clock. Business time decides about people's deadlines and can be moved in development;
 * system time is for leases, tokens, time-outs and is never moved.
 */
export interface Clock {
  /** Business time. */
  now(): Date;
  /** System time, milliseconds since the epoch. */
  system(): number;
}

export interface MovableClock extends Clock {
  /** Offset of business time from system time, in milliseconds. */
  readonly offsetMs: number;
  moveTo(offsetMs: number): void;
  /** Called after each move; returns a function that ends the subscription. */
  onMove(listener: (offsetMs: number) => void): () => void;
}

export function createClock(): MovableClock {
  let offset = 0;
  const listeners = new Set<(offsetMs: number) => void>();
  return {
    now: () => new Date(Date.now() + offset),
    system: () => Date.now(),
    get offsetMs() {
      return offset;
    },
    moveTo(offsetMs) {
      offset = offsetMs;
      for (const listener of listeners) listener(offsetMs);
    },
    onMove(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
