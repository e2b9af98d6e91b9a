import { createConnection } from 'node:net';
import { kill9, untilReady } from '@jamaa/e2e';
import { until } from '@jamaa/kit/testing';
import { ports } from '../support/platform.ts';

/** Process id of a process of the platform; `undefined` while it is being started again. */
export async function pidOf(name: string): Promise<number | undefined> {
  const answer = await fetch(`${process.env['JAMAA_E2E_CONTROL'] ?? ''}/pid/${name}`);
  const { pid } = (await answer.json()) as { pid?: number };
  return pid !== undefined && isAlive(pid) ? pid : undefined;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw error;
  }
}

/** Kills a process and waits until another one has taken its place and the whole platform is ready. */
export async function killAndRecover(name: string): Promise<void> {
  await kill9(name);
  await recovered(name);
}

/** Waits until a process runs, a server answers on its port, and the whole platform is ready. */
export async function recovered(name: string): Promise<void> {
  await until(`${name} started again`, () => pidOf(name), 30_000);
  if (name === 'nats' || name === 'mongo') await until(`${name} answers`, () => answers(ports[name]), 30_000);
  await untilReady();
}

/** Keeps a process down until `enough`: it is killed again as often as it comes back. */
export async function keepDown(name: string, enough: () => Promise<unknown>): Promise<void> {
  let over = false;
  const waiting = enough().finally(() => {
    over = true;
  });
  await until(
    `${name} kept down for long enough`,
    async () => {
      const pid = over ? undefined : await pidOf(name);
      if (pid !== undefined) process.kill(pid, 'SIGKILL');
      return over;
    },
    60_000,
  );
  await waiting;
}

/** Stops a process as if it hung, holds it until `enough`, and lets it go on: its connections stay, its clock does not. */
export async function whileHung(name: string, enough: () => Promise<unknown>): Promise<void> {
  const pid = await pidOf(name);
  if (pid === undefined) throw new Error(`no process ${name}`);
  process.kill(pid, 'SIGSTOP');
  try {
    await enough();
  } finally {
    process.kill(pid, 'SIGCONT');
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
