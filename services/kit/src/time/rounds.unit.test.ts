import { describe, expect, it } from '@jest/globals';
import { createRounds } from './rounds.ts';
import { createWake } from './wake.ts';

const running = new AbortController().signal;

describe('rounds', () => {
  it('begin at once after a pause, and wait for the rest of their time under load', async () => {
    let now = 0;
    const round = createRounds({ system: () => now }, 30);
    await round(running);
    now = 1_000;
    const atOnce = performance.now();
    await round(running);
    expect(performance.now() - atOnce).toBeLessThan(25);
    now = 1_010;
    const waited = performance.now();
    await round(running);
    expect(performance.now() - waited).toBeGreaterThanOrEqual(18);
  });

  it('wait for nothing that is stopped', async () => {
    const stopped = new AbortController();
    const round = createRounds({ system: () => 0 }, 60_000);
    await round(stopped.signal);
    const second = round(stopped.signal);
    stopped.abort();
    await expect(second).resolves.toBeUndefined();
  });
});

describe('a wake', () => {
  it('ends a wait early, also one that begins after it, and only one', async () => {
    const wake = createWake();
    const first = wake.wait(60_000, running);
    wake.now();
    await first;
    wake.now();
    await wake.wait(60_000, running);
    const began = performance.now();
    await wake.wait(20, running);
    expect(performance.now() - began).toBeGreaterThanOrEqual(18);
  });

  it('ends when it is stopped', async () => {
    const stop = new AbortController();
    const waiting = createWake().wait(60_000, stop.signal);
    stop.abort();
    await expect(waiting).resolves.toBeUndefined();
  });
});
