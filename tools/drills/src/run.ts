import type { Drill, Outcome } from './drill.ts';
import type { World } from './world.ts';

export type Result = { readonly drill: Drill; readonly seconds: number } & (
  | { readonly outcome: Outcome }
  | { readonly failure: string }
);

/** Runs one drill within its time. A drill that fails, or takes too long, is a result and no error. */
export async function runDrill(drill: Drill, world: World): Promise<Result> {
  const begun = performance.now();
  const late = new AbortController();
  const tooLong = new Promise<never>((_resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`not over within ${drill.withinMs / 1_000} s`)), drill.withinMs);
    late.signal.addEventListener('abort', () => clearTimeout(timer));
  });
  const seconds = (): number => Math.round((performance.now() - begun) / 100) / 10;
  try {
    const outcome = await Promise.race([drill.run(world), tooLong]);
    return { drill, outcome, seconds: seconds() };
  } catch (error) {
    return { drill, failure: told(error), seconds: seconds() };
  } finally {
    late.abort();
  }
}

/** An error with what has caused it: `fetch failed` alone says nothing. */
function told(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : `${error.message}: ${told(error.cause)}`;
}

export function tableOf(results: readonly Result[]): string {
  return results
    .map((result) => {
      const head = `${'failure' in result ? 'FAILED' : 'ok    '} ${result.drill.name.padEnd(16)} ${result.seconds.toFixed(1).padStart(7)} s`;
      if ('failure' in result) return `${head}  ${result.failure}`;
      const took = Object.entries(result.outcome.took).map(([what, value]) => `${what} ${value}`);
      return `${head}  lost: ${result.outcome.lost}; ${took.join(', ')}`;
    })
    .join('\n');
}
