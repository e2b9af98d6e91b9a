import type { Ports } from '../layout.ts';
import { SetupError } from '../servers/fetch.ts';

const PATIENCE_MS = 180_000;

interface Readiness {
  readonly checks?: readonly { name: string; state: string; detail?: string }[];
}

/** Waits until the gateway says that every process is ready, telling now and then what it is waiting for. */
export async function waitUntilReady(
  ports: Ports,
  logs: string,
  say: (line: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const end = Date.now() + PATIENCE_MS;
  let told = Date.now();
  let missing = 'gateway';
  while (Date.now() < end) {
    signal.throwIfAborted();
    const answer = await fetch(`http://127.0.0.1:${ports.gateway}/readyz`, {
      signal: AbortSignal.timeout(3_000),
    }).catch(() => undefined);
    if (answer?.ok) {
      await answer.body?.cancel();
      return;
    }
    if (answer !== undefined) {
      const { checks = [] } = (await answer.json()) as Readiness;
      missing = checks
        .filter((one) => one.state === 'failed')
        .map((one) => one.name)
        .join(', ');
    }
    if (Date.now() - told > 5_000) {
      say(`waiting for ${missing} …`);
      told = Date.now();
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new SetupError(`not ready after ${PATIENCE_MS / 1000} s: ${missing}; see the logs in ${logs}`);
}

/** Waits until one process says that it is ready. @throws SetupError when it never does */
export async function untilReady(name: string, adminPort: number, logs: string): Promise<void> {
  const end = Date.now() + PATIENCE_MS;
  while (Date.now() < end) {
    const answer = await fetch(`http://127.0.0.1:${adminPort}/readyz`, { signal: AbortSignal.timeout(3_000) }).catch(
      () => undefined,
    );
    await answer?.body?.cancel();
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new SetupError(`not ready after ${PATIENCE_MS / 1000} s: ${name}; see the logs in ${logs}`);
}
