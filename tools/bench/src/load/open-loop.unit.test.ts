import { describe, expect, it } from '@jest/globals';
import { arrivalTimes, closedLoop, type LoopClock, openLoop } from './open-loop.ts';

/** A clock that jumps to the end of each wait; tasks that wait on it end when the loop has passed that instant. */
function fakeClock(): LoopClock & { jump(to: number): void } {
  let now = 1_000;
  return {
    now: () => now,
    async wait(milliseconds) {
      now += milliseconds;
    },
    jump: (to) => {
      now = to;
    },
  };
}

describe('arrival times', () => {
  it('are evenly spaced', () => {
    expect(arrivalTimes([{ rate: 4, seconds: 1 }])).toEqual([0, 250, 500, 750]);
  });
  it('follow one another in stretches', () => {
    expect(
      arrivalTimes([
        { rate: 1, seconds: 2 },
        { rate: 2, seconds: 1 },
        { rate: 1, seconds: 1 },
      ]),
    ).toEqual([0, 1000, 2000, 2500, 3000]);
  });
  it.each([
    [0, 1],
    [1, 0],
    [Number.NaN, 1],
  ])('refuse a rate of %d for %d s', (rate, seconds) => {
    expect(() => arrivalTimes([{ rate, seconds }])).toThrow(RangeError);
  });
});

describe('open loop', () => {
  it('starts each task at its instant and tells it the intended start', async () => {
    const clock = fakeClock();
    const seen: number[][] = [];
    await openLoop([0, 10, 20], async (index, intended) => void seen.push([index, intended, clock.now()]), clock);
    expect(seen).toEqual([
      [0, 1000, 1000],
      [1, 1010, 1010],
      [2, 1020, 1020],
    ]);
  });

  it('does not omit what it was too late for: a stall counts for every task it delayed', async () => {
    const clock = fakeClock();
    const latencies: number[] = [];
    await openLoop(
      arrivalTimes([{ rate: 100, seconds: 0.05 }]),
      async (index, intended) => {
        if (index === 0) clock.jump(1_100);
        latencies.push(clock.now() - intended);
      },
      clock,
    );
    expect(latencies).toEqual([100, 90, 80, 70, 60]);
  });

  it('waits for tasks still running, without holding back later ones', async () => {
    const clock = fakeClock();
    const gate = Promise.withResolvers<void>();
    const order: string[] = [];
    const all = openLoop(
      [0, 5],
      async (index) => {
        order.push(`start ${index}`);
        if (index === 0) await gate.promise;
        else gate.resolve();
        order.push(`end ${index}`);
      },
      clock,
    );
    await all;
    expect(order.slice(0, 2)).toEqual(['start 0', 'start 1']);
    expect(order.toSorted()).toEqual(['end 0', 'end 1', 'start 0', 'start 1']);
  });
});

describe('closed loop', () => {
  it('keeps each client busy until the time is over', async () => {
    const clock = fakeClock();
    const done = [0, 0];
    const seconds = await closedLoop(
      2,
      1,
      async (client) => {
        done[client] = (done[client] ?? 0) + 1;
        await clock.wait(100);
      },
      clock,
    );
    expect(seconds).toBeGreaterThanOrEqual(1);
    expect(done).toEqual([5, 5]);
  });
});
