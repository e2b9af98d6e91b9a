import type { World } from './world.ts';

/** What a drill has found. */
export interface Outcome {
  /** What was lost, in words; `nothing` for a fault that may cost nothing. */
  readonly lost: string;
  /** How long what took. */
  readonly took: Readonly<Record<string, number>>;
}

/** A fault that is made on purpose on a running platform, and what must hold. A new one is a file and a line in `drills.ts`. */
export interface Drill {
  readonly name: string;
  /** How the fault is made. */
  readonly fault: string;
  readonly holds: string;
  /** It is a failure when it takes longer, milliseconds. */
  readonly withinMs: number;
  /** @throws Error saying what did not hold */
  run(world: World): Promise<Outcome>;
}

/** @throws Error with what was found when it does not hold */
export function mustHold(what: string, holds: boolean, found?: unknown): void {
  if (!holds) throw new Error(`does not hold: ${what}${found === undefined ? '' : ` (${JSON.stringify(found)})`}`);
}

/** Runs and measures, seconds with one decimal. */
export async function timed<T>(run: () => Promise<T>): Promise<{ readonly value: T; readonly seconds: number }> {
  const begun = performance.now();
  const value = await run();
  return { value, seconds: Math.round((performance.now() - begun) / 100) / 10 };
}
