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
  /** Ends it and waits; SIGKILL after ten seconds. */
  stop(signal?: NodeJS.Signals): Promise<void>;
}

export interface ServerPlan {
  readonly name: string;
  readonly executable: string;
  readonly args: readonly string[];
  readonly port: number;
  readonly log: string;
  readonly cwd?: string;
}

const STABLE_MS = 30_000;
const MAX_BACKOFF_MS = 10_000;

/** Starts a server, writes its output to a log file and waits until its port answers. */
export async function startServer(plan: ServerPlan): Promise<ServerProcess> {
  let child = launch(plan);
  let stopping = false;
  let timer: NodeJS.Timeout | undefined;
  const since = Date.now();
  while (!(await answers(plan.port))) {
    if (gone(child)) throw new SetupError(`${plan.name} ended at once (exit ${child.exitCode}): see ${plan.log}`);
    if (Date.now() - since > 30_000)
      throw new SetupError(`${plan.name} does not answer on port ${plan.port}: see ${plan.log}`);
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
      const force = setTimeout(() => child.kill('SIGKILL'), 10_000);
      await exit;
      clearTimeout(force);
    },
  };
}

const gone = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;

function launch(plan: ServerPlan): ChildProcess {
  const log = openSync(plan.log, 'a');
  try {
    return spawn(plan.executable, [...plan.args], {
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
