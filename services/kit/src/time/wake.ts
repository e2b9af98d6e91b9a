/** A wait that ends early when somebody knows that there is work. A call of `now` before the wait is not lost. */
export interface Wake {
  now(): void;
  wait(ms: number, signal: AbortSignal): Promise<void>;
}

/** Made of a timer and a promise alone: it runs once for every event, and an AbortController each time costs more than the event. */
export function createWake(): Wake {
  let poked = false;
  let end: (() => void) | undefined;
  return {
    now() {
      poked = true;
      end?.();
    },
    async wait(ms, signal) {
      if (!poked && !signal.aborted) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(() => end?.(), ms);
          end = () => {
            clearTimeout(timer);
            signal.removeEventListener('abort', onAbort);
            end = undefined;
            resolve();
          };
          const onAbort = (): void => end?.();
          signal.addEventListener('abort', onAbort);
        });
      }
      poked = false;
    },
  };
}
