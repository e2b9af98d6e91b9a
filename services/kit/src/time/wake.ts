import { waitFor } from './wait.ts';

/** A wait that ends early when somebody knows that there is work. A call of `now` before the wait is not lost. */
export interface Wake {
  now(): void;
  wait(ms: number, signal: AbortSignal): Promise<void>;
}

export function createWake(): Wake {
  let poked = false;
  let current: AbortController | undefined;
  return {
    now() {
      poked = true;
      current?.abort();
    },
    async wait(ms, signal) {
      if (!poked) {
        current = new AbortController();
        await waitFor(ms, AbortSignal.any([signal, current.signal]));
        current = undefined;
      }
      poked = false;
    },
  };
}
