import type { Check } from '@jamaa/observability';

/**
 * Whether every named process is ready: the development stack's answer to "may I begin?". In production the list is empty,
 * for a gateway must not leave the load balancer because one service is slow.
 */
export function createReadiness(peers: string): () => Promise<Check[]> {
  const targets = peers
    .split(',')
    .map((pair) => pair.trim())
    .filter(Boolean)
    .map((pair) => ({ name: pair.slice(0, pair.indexOf('=')), url: pair.slice(pair.indexOf('=') + 1) }));
  return () =>
    Promise.all(
      targets.map(async ({ name, url }): Promise<Check> => {
        try {
          const answer = await fetch(url, { signal: AbortSignal.timeout(2_000) });
          await answer.body?.cancel();
          return {
            name,
            state: answer.ok ? 'ok' : 'failed',
            ...(answer.ok ? {} : { detail: `answers ${answer.status}` }),
          };
        } catch (error) {
          return { name, state: 'failed', detail: error instanceof Error ? error.message : String(error) };
        }
      }),
    );
}
