import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { createConnection } from 'node:net';
import { SetupError } from './fetch.ts';

export interface ServerProcess {
  readonly child: ChildProcess;
  readonly port: number;
  /** Ends it and waits; SIGKILL after ten seconds. */
  stop(signal?: NodeJS.Signals): Promise<void>;
}

/** Starts a server, writes its output to a log file and waits until its port answers. */
export async function startServer(o: {
  name: string;
  executable: string;
  args: readonly string[];
  port: number;
  log: string;
  cwd?: string;
}): Promise<ServerProcess> {
  const log = createWriteStream(o.log, { flags: 'a' });
  await once(log, 'open');
  const child = spawn(o.executable, [...o.args], {
    stdio: ['ignore', log, log],
    // A group of its own: Ctrl-C reaches the stack, and the stack ends the servers last.
    detached: true,
    ...(o.cwd === undefined ? {} : { cwd: o.cwd }),
  });
  let ended = false;
  child.once('exit', () => {
    ended = true;
  });
  const since = Date.now();
  while (!(await answers(o.port))) {
    if (ended) throw new SetupError(`${o.name} ended at once (exit ${child.exitCode}): see ${o.log}`);
    if (Date.now() - since > 30_000) throw new SetupError(`${o.name} does not answer on port ${o.port}: see ${o.log}`);
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  return {
    child,
    port: o.port,
    async stop(signal = 'SIGTERM') {
      if (ended) return;
      const exit = once(child, 'exit');
      child.kill(signal);
      const force = setTimeout(() => child.kill('SIGKILL'), 10_000);
      await exit;
      clearTimeout(force);
    },
  };
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
