import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '../../..');

/** Where a step's output goes: to the terminal at once, or into a file. */
export type Out = 'inherit' | number;

const running = new Set<ChildProcess>();
let interrupted = false;

/** Runs a command with its output shown; resolves with its exit code. Once the run is interrupted it never resolves: no step comes after. */
export function run(
  command: string,
  args: readonly string[],
  { env = {}, out = 'inherit' }: { env?: Record<string, string>; out?: Out } = {},
): Promise<number> {
  const child = spawn(join(root, 'node_modules/.bin', command), [...args], {
    cwd: root,
    stdio: ['ignore', out, out],
    env: { ...process.env, ...env },
  });
  running.add(child);
  return new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => {
      running.delete(child);
      if (!interrupted) resolve(code ?? 1);
      else leave();
    });
  });
}

/** Ends the process when the last step has stopped its servers. */
function leave(): void {
  if (running.size === 0) process.exit(1);
}

/** An interrupted run ends what it has started. Ctrl-C has reached the whole group by itself. */
export function endWhenInterrupted(): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => {
      interrupted = true;
      if (signal !== 'SIGINT') for (const child of running) child.kill(signal);
      leave();
    });
}
