import { join } from 'node:path';
import { type Child, startChild, until } from '@jamaa/kit/testing';
import { afterEach, describe, expect, it } from '@jest/globals';

describe('a process', () => {
  let child: Child;
  const start = async (variables: Record<string, string> = {}): Promise<void> => {
    child = startChild(join(import.meta.dirname, 'fixtures/slow-to-close.ts'), variables);
    await until('running', () => child.stdout().includes('running'));
  };
  const says = (word: string) => until(word, () => child.stdout().includes(word));
  afterEach(() => child.kill('SIGKILL'));

  it.each(['SIGTERM', 'SIGINT'] as const)('closes in order on %s and ends with 0', async (signal) => {
    await start();
    child.process.kill(signal);
    await says('closing');
    child.process.kill('SIGUSR2');
    expect(await child.ended()).toEqual({ code: 0, signal: null });
    expect(child.stdout()).toContain('closed');
  });
  it('finishes its work although the signal is repeated', async () => {
    await start();
    child.process.kill('SIGINT');
    await says('closing');
    child.process.kill('SIGINT');
    child.process.kill('SIGTERM');
    child.process.kill('SIGUSR2');
    expect(await child.ended()).toEqual({ code: 0, signal: null });
    expect(child.stdout().match(/closing/g)).toHaveLength(1);
    expect(child.stdout()).toContain('closed');
  });
  it('that could not close cleanly says so and ends with 1', async () => {
    await start({ FAIL: 'yes' });
    child.process.kill('SIGTERM');
    await says('closing');
    child.process.kill('SIGUSR2');
    expect((await child.ended()).code).toBe(1);
    expect(child.stdout()).toContain('did not stop cleanly');
  });
});
