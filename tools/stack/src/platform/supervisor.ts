import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { join } from 'node:path';
import { inherited } from '@jamaa/kit/testing';
import { root } from '../layout.ts';
import { lowerPriority } from './priority.ts';

export interface ProcessPlan {
  readonly name: string;
  readonly script: string;
  /** The checkout it belongs to, when it is another than this one: packages are looked for there. */
  readonly root?: string;
  readonly env: Readonly<Record<string, string>>;
  /**
   * Nobody waits for its answer: on a busy machine the others go first. In a cluster the same is said by processor requests.
   */
  readonly background?: boolean;
}

export interface Supervised {
  readonly name: string;
  readonly pid: number | undefined;
  /** It has started: from now on it goes behind the others, when its plan says so; a new start of it goes with them again for a while. */
  started(): void;
  /** Ends it in order and waits; SIGKILL after its grace time. */
  stop(): Promise<void>;
}

const GRACE_MS = 25_000;
const STABLE_MS = 30_000;
/** A process that starts behind others on a busy machine is not ready in time. */
const STARTING_MS = 20_000;
const MAX_BACKOFF_MS = 15_000;

/** Runs a process, and runs it again with growing delay when it dies, saying so. */
export function supervise(plan: ProcessPlan, logs: string, say: (line: string) => void): Supervised {
  const log = createWriteStream(join(logs, `${plan.name}.log`), { flags: 'a' });
  let stopping = false;
  let failures = 0;
  let timer: NodeJS.Timeout | undefined;
  let starting: NodeJS.Timeout | undefined;
  let child = start();

  function goBehind(): void {
    if (plan.background !== true || child.pid === undefined || child.exitCode !== null || child.signalCode !== null)
      return;
    try {
      lowerPriority(child.pid);
    } catch (error) {
      log.write(`the priority is not lowered: ${String(error)}\n`);
    }
  }

  function start(): ChildProcess {
    const started = Date.now();
    const next = launch(plan, log);
    next.once('exit', (code, signal) => {
      if (stopping) return;
      failures = Date.now() - started > STABLE_MS ? 1 : failures + 1;
      const delay = Math.min(MAX_BACKOFF_MS, 250 * 2 ** (failures - 1));
      say(
        `${plan.name} ended (${signal ?? `exit ${code}`}); starting it again in ${delay} ms; log: ${join(logs, `${plan.name}.log`)}`,
      );
      timer = setTimeout(() => {
        child = start();
        clearTimeout(starting);
        starting = setTimeout(goBehind, STARTING_MS);
      }, delay);
    });
    return next;
  }

  return {
    name: plan.name,
    get pid() {
      return child.pid;
    },
    started: goBehind,
    async stop() {
      stopping = true;
      clearTimeout(timer);
      clearTimeout(starting);
      if (child.exitCode === null && child.signalCode === null) {
        const exit = once(child, 'exit');
        child.kill('SIGTERM');
        const force = setTimeout(() => child.kill('SIGKILL'), GRACE_MS);
        await exit;
        clearTimeout(force);
      }
      log.end();
    },
  };
}

function launch(plan: ProcessPlan, log: WriteStream): ChildProcess {
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', '--import', '@jamaa/observability/register', plan.script],
    {
      cwd: plan.root ?? root,
      env: {
        ...inherited(),
        HOME: process.env['HOME'] ?? '',
        // Whoever profiles or debugs says so to all of them.
        ...(process.env['NODE_OPTIONS'] === undefined ? {} : { NODE_OPTIONS: process.env['NODE_OPTIONS'] }),
        OTEL_SERVICE_NAME: plan.name,
        ...plan.env,
      },
      // The channel ties the process to the stack: when the stack is gone it ends itself. Its own group keeps Ctrl-C from it.
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      detached: true,
    },
  );
  child.stdout?.pipe(log, { end: false });
  child.stderr?.pipe(log, { end: false });
  return child;
}

/** Runs a process to its end; its output goes to the log. @throws with the last line it wrote when it fails. */
export async function runOnce(plan: ProcessPlan, logs: string): Promise<void> {
  const log = createWriteStream(join(logs, `${plan.name}.log`), { flags: 'a' });
  const child = launch(plan, log);
  let last = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      last = chunk.toString().trim().split('\n').at(-1) ?? last;
    });
  }
  const [code] = (await once(child, 'close')) as [number | null];
  log.end();
  if (code !== 0) throw new Error(`${plan.name} failed: ${last}`);
}
