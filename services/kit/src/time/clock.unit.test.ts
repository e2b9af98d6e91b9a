import { describe, expect, it } from '@jest/globals';
import { createClock } from './clock.ts';

const DAY_MS = 86_400_000;

describe('the clock', () => {
  it('moves business time and leaves system time alone', () => {
    const clock = createClock();
    clock.moveTo(90 * DAY_MS);
    const before = Date.now();
    const [system, now] = [clock.system(), clock.now().getTime()];
    const after = Date.now();
    expect(system).toBeGreaterThanOrEqual(before);
    expect(system).toBeLessThanOrEqual(after);
    expect(now - 90 * DAY_MS).toBeGreaterThanOrEqual(before);
    expect(now - 90 * DAY_MS).toBeLessThanOrEqual(after);
  });
  it('tells those who wait that it was moved, until they end it', () => {
    const clock = createClock();
    const moves: number[] = [];
    const end = clock.onMove((offset) => moves.push(offset));
    clock.moveTo(1_000);
    end();
    clock.moveTo(2_000);
    expect(moves).toEqual([1_000]);
    expect(clock.offsetMs).toBe(2_000);
  });
});
