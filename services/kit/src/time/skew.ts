import { existsSync, readFileSync } from 'node:fs';

/**
 * Drills: sets this whole process's clock wrong by the milliseconds that a file says, so that libraries too believe it. Read once, at start;
 * without the file, or with 0 in it, nothing is changed.
 * @throws Error in production, and for a file that says no number
 */
export function skewSystemTime(file: string | undefined, environment: string): void {
  if (file === undefined) return;
  if (environment === 'production') throw new Error('CLOCK_SKEW_FILE must not be set in production');
  if (!existsSync(file)) return;
  const skew = Number(readFileSync(file, 'utf8'));
  if (!Number.isSafeInteger(skew)) throw new Error('CLOCK_SKEW_FILE says no number of milliseconds');
  if (skew === 0) return;
  const right = Date.now;
  const now = (): number => right() + skew;
  globalThis.Date = new Proxy(Date, {
    construct: (target, given, wanted) => Reflect.construct(target, given.length === 0 ? [now()] : given, wanted),
    get: (target, name, receiver) => (name === 'now' ? now : Reflect.get(target, name, receiver)),
  });
  process.stderr.write(`this process’s clock is wrong by ${skew} ms, on purpose\n`);
}
