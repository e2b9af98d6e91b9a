import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

export interface Child {
  /** What the fixture has sent when it was ready. */
  message: Record<string, unknown>;
  /** Asks it to leave, as an orchestrator does; resolves with its exit code and its log lines. */
  stop(): Promise<{ code: number | null; lines: Record<string, unknown>[] }>;
}

export interface ChildOptions {
  args?: string[];
  env?: Record<string, string>;
  /** Load the register module first, by its package name. */
  register?: boolean;
}

const running = new Set<ChildProcess>();

function spawn(fixture: string, { args = [], env = {}, register = true }: ChildOptions): ChildProcess {
  const file = fileURLToPath(new URL(`fixtures/${fixture}`, import.meta.url));
  const child = fork(file, args, {
    // The environment is the test's alone: a collector set for the test run itself must not receive these spans.
    env,
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    execArgv: register ? ['--import', '@jamaa/observability/register'] : [],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  return child;
}

/** Starts a fixture in a process of its own and waits until it has sent its first message. */
export async function startChild(fixture: string, options: ChildOptions = {}): Promise<Child> {
  const child = spawn(fixture, options);
  if (child.stdout === null || child.stderr === null) throw new Error('the child has no output');
  const stdout = text(child.stdout);
  const stderr = text(child.stderr);
  const exited = once(child, 'exit');
  const first = await Promise.race([once(child, 'message'), exited.then(() => undefined)]);
  if (first === undefined) throw new Error(`${fixture} ended before it was ready: ${await stderr}`);
  return {
    message: first[0],
    async stop() {
      child.kill('SIGTERM');
      await exited;
      const lines = (await stdout).split('\n').filter((line) => line !== '');
      return { code: child.exitCode, lines: lines.map((line) => JSON.parse(line)) };
    },
  };
}

/** Ends whatever a failed test has left running. */
export function killChildren(): void {
  for (const child of running) child.kill('SIGKILL');
}
