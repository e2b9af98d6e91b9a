import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { createConnection } from 'node:net';
import { SetupError } from './fetch.ts';

export interface ServerProcess {
  readonly pid: number | undefined;
  readonly port: number;
  /** From now on, starts it again with growing delay when it dies, saying so. */
  keepRunning(say: (line: string) => void): void;
  /** Ends it and waits; SIGKILL when its patience is over. */
  stop(signal?: NodeJS.Signals): Promise<void>;
}

export interface ServerPlan {
  readonly name: string;
  readonly executable: string;
  readonly args: readonly string[];
  /** Command that becomes the server, given its executable and arguments: limits of a drill. */
  readonly under?: readonly string[];
  readonly port: number;
  readonly log: string;
  readonly cwd?: string;
  /** How long it may take to answer on its port, and to end when asked to, in milliseconds. */
  readonly patience?: { readonly startMs: number; readonly stopMs: number };
  /** Told what a long start is waiting for. */
  readonly say?: (line: string) => void;
  /** Aborting it ends a start that is still waiting. */
  readonly signal?: AbortSignal;
}

const PATIENCE = { startMs: 30_000, stopMs: 10_000 };
const TELL_EVERY_MS = 10_000;
const STABLE_MS = 30_000;
const MAX_BACKOFF_MS = 10_000;

/**
 * Starts a server, writes its output to a log file and waits until its port answers.
 * @throws SetupError when it ends or its patience is over; nothing of it is left then
 */
export async function startServer(plan: ServerPlan): Promise<ServerProcess> {
  let child = launch(plan);
  let stopping = false;
  let timer: NodeJS.Timeout | undefined;
  const patience = plan.patience ?? PATIENCE;
  const since = Date.now();
  let told = since;
  while (!(await answers(plan.port))) {
    if (gone(child)) throw new SetupError(`${plan.name} ended at once (exit ${child.exitCode}): see ${plan.log}`);
    const waited = Date.now() - since;
    if (plan.signal?.aborted === true || waited > patience.startMs) {
      child.kill('SIGKILL');
      plan.signal?.throwIfAborted();
      throw new SetupError(`${plan.name} does not answer on port ${plan.port}: see ${plan.log}`);
    }
    if (Date.now() - told > TELL_EVERY_MS) {
      told = Date.now();
      plan.say?.(
        `${plan.name} is not ready after ${Math.round(waited / 1_000)} s (after a hard stop it reads its log) …`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  return {
    get pid() {
      return child.pid;
    },
    port: plan.port,
    keepRunning(say) {
      let failures = 0;
      let started = Date.now();
      const watch = (): void => {
        child.once('exit', (code, signal) => {
          if (stopping) return;
          failures = Date.now() - started > STABLE_MS ? 1 : failures + 1;
          const delay = Math.min(MAX_BACKOFF_MS, 250 * 2 ** (failures - 1));
          say(`${plan.name} ended (${signal ?? `exit ${code}`}); starting it again in ${delay} ms; log: ${plan.log}`);
          timer = setTimeout(() => {
            started = Date.now();
            child = launch(plan);
            watch();
          }, delay);
        });
      };
      watch();
    },
    async stop(signal = 'SIGTERM') {
      stopping = true;
      clearTimeout(timer);
      if (gone(child)) return;
      const exit = once(child, 'exit');
      child.kill(signal);
      const force = setTimeout(() => child.kill('SIGKILL'), patience.stopMs);
      await exit;
      clearTimeout(force);
    },
  };
}

const gone = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;

function launch(plan: ServerPlan): ChildProcess {
  const log = openSync(plan.log, 'a');
  try {
    const [command = plan.executable, ...args] = [...(plan.under ?? []), plan.executable, ...plan.args];
    return spawn(command, args, {
      stdio: ['ignore', log, log],
      // A group of its own: Ctrl-C reaches the stack, and the stack ends the servers last.
      detached: true,
      ...(plan.cwd === undefined ? {} : { cwd: plan.cwd }),
    });
  } finally {
    closeSync(log);
  }
}

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = createConnection({ port, host: '127.0.0.1' });
    const end = (yes: boolean) => () => {
      socket.destroy();
      resolve(yes);
    };
    socket.once('connect', end(true));
    socket.once('error', end(false));
  });
