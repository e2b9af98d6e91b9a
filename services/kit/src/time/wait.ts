/** Waits, or ends early (without an error) when the signal is aborted. */
export function waitFor(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const done = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal?.addEventListener('abort', done);
  });
}

/** Growing delay with full jitter: attempt 1 → about `baseMs`, doubled each time, at most `maxMs`. */
export const backoffMs = (attempt: number, baseMs = 200, maxMs = 30_000): number =>
  Math.min(maxMs, baseMs * 2 ** Math.max(0, attempt - 1)) * (0.5 + Math.random() / 2);
