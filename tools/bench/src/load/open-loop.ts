/** Part of a load: so many arrivals a second for so long. */
export interface Stretch {
  readonly rate: number;
  readonly seconds: number;
}

/** Instants of arrival in milliseconds from the start, evenly spaced within each stretch. */
export function arrivalTimes(stretches: readonly Stretch[]): number[] {
  const times: number[] = [];
  let start = 0;
  for (const { rate, seconds } of stretches) {
    if (!(rate > 0) || !(seconds > 0)) throw new RangeError('a rate and a duration are above zero');
    const count = Math.round(rate * seconds);
    for (let index = 0; index < count; index += 1) times.push(start + (index * 1000) / rate);
    start += seconds * 1000;
  }
  return times;
}

export interface LoopClock {
  /** Milliseconds, monotonic. */
  now(): number;
  wait(milliseconds: number): Promise<void>;
}

export const systemClock: LoopClock = {
  now: () => performance.now(),
  wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
};

/**
 * Starts one task at each instant, whether the earlier ones have ended or not, and waits for all. A task is told its intended
 * start and measures from there: when the system (or this process) falls behind, waiting counts as latency. Without that,
 * slow answers would slow the questions down and hide themselves (coordinated omission).
 *
 * @returns the seconds from the first intended start to the end of the last task
 */
export async function openLoop(
  times: readonly number[],
  task: (index: number, intendedStart: number) => Promise<void>,
  clock: LoopClock = systemClock,
): Promise<number> {
  const began = clock.now();
  const running: Promise<void>[] = [];
  let next = 0;
  while (next < times.length) {
    const elapsed = clock.now() - began;
    while (next < times.length && (times[next] ?? 0) <= elapsed) {
      running.push(task(next, began + (times[next] ?? 0)));
      next += 1;
    }
    const upcoming = times[next];
    if (upcoming !== undefined) await clock.wait(Math.max(0, upcoming - (clock.now() - began)));
  }
  await Promise.all(running);
  return (clock.now() - began) / 1000;
}

/** `clients` workers, each beginning its next task when its last one ended, until the time is over. Returns the seconds. */
export async function closedLoop(
  clients: number,
  seconds: number,
  task: (client: number) => Promise<void>,
  clock: LoopClock = systemClock,
): Promise<number> {
  const began = clock.now();
  const end = began + seconds * 1000;
  const work = async (client: number): Promise<void> => {
    while (clock.now() < end) await task(client);
  };
  await Promise.all(Array.from({ length: clients }, (_, client) => work(client)));
  return (clock.now() - began) / 1000;
}
