import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { inherited } from './inherited.ts';

export interface Child {
  readonly process: ChildProcess;
  /** What it has written to stderr so far. */
  stderr(): string;
  stdout(): string;
  /** Waits for its end; the signal that ended it, or its exit code. */
  ended(): Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  kill(signal?: NodeJS.Signals): Promise<void>;
}

/** Runs a TypeScript file as a process of its own, with just the given environment. */
export function startChild(file: string, variables: Record<string, string>, args: readonly string[] = []): Child {
  const child = spawn(process.execPath, [file, ...args], {
    env: { ...inherited(), ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stderr = '';
  let stdout = '';
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  const end = once(child, 'exit').then(([code, signal]) => ({
    code: code as number | null,
    signal: signal as NodeJS.Signals | null,
  }));
  return {
    process: child,
    stderr: () => stderr,
    stdout: () => stdout,
    ended: () => end,
    async kill(signal = 'SIGTERM') {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal);
      await end;
    },
  };
}
