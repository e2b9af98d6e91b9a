/**
 * Servers and services are started in sessions of their own, so that Ctrl-C does not cut their drain short; an interrupted run therefore
 * ends them itself.
 * @param started what has been started, if anything has; a start that still goes on ends by the signal that is returned, and fails
 */
export function whenInterrupted(started) {
  const aborted = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, async () => {
      if (aborted.signal.aborted) return;
      aborted.abort();
      if (started() === undefined) return;
      await started().stop();
      process.exit(1);
    });
  }
  return aborted.signal;
}
