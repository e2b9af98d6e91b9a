import { maskValues } from '../personal.ts';

/** One condition of readiness: the own database or a warm local copy may fail, broker and peers only degrade. */
export interface Check {
  name: string;
  state: 'ok' | 'degraded' | 'failed';
  detail?: string;
}

export interface Readiness {
  ready: boolean;
  checks: Check[];
}

const CHECKS_TIMEOUT_MS = 3_000;

function failed(detail: string): Readiness {
  return { ready: false, checks: [{ name: 'checks', state: 'failed', detail }] };
}

/** Runs the checks; throwing or taking longer than three seconds counts as failed. Only `failed` is not ready. */
export async function readiness(checks: () => Promise<Check[]> | Check[]): Promise<Readiness> {
  const { promise: late, resolve } = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => resolve(undefined), CHECKS_TIMEOUT_MS);
  try {
    const results = await Promise.race([checks(), late]);
    if (results === undefined) return failed(`no answer within ${CHECKS_TIMEOUT_MS} ms`);
    return { ready: results.every((check) => check.state !== 'failed'), checks: results };
  } catch (error) {
    return failed(maskValues(error instanceof Error ? error.message : String(error)));
  } finally {
    clearTimeout(timer);
  }
}
