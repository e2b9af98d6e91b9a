import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fill, stages } from './dockerfile.ts';

const all = stages();
const image = [all.find(({ name }) => name === 'base'), all.find(({ name }) => name === 'platform')];
const steps = image.flatMap((stage) => stage?.steps ?? []);

/** User and group of the image, as its USER says. */
const [uid = '', gid = ''] = (steps.find(({ keyword }) => keyword === 'USER')?.words[0] ?? '').split(':');
/** Only root can become somebody else. */
export const asItsUser = process.getuid?.() === 0 && process.platform === 'linux';
export const user = { uid: Number(uid), gid: Number(gid) };

/** Whether others than the owner may pass through every folder of a path. */
function isOpen(folder: string): boolean {
  const above = dirname(folder);
  return (statSync(folder).mode & 0o001) !== 0 && (above === folder || isOpen(above));
}

/** Where the image's user can look: a temporary folder of its owner alone is closed to it. */
export const openFolder = (): string =>
  [tmpdir(), '/var/tmp', '/tmp'].find((one) => existsSync(one) && isOpen(one)) ?? tmpdir();

/** What the image's ENV says, with the defaults of its ARGs. */
export function imageEnv(): Record<string, string> {
  const told = (keyword: string) => steps.filter((step) => step.keyword === keyword);
  const args = Object.fromEntries(told('ARG').map(({ text }) => text.split('=', 2) as [string, string]));
  const said: Record<string, string> = Object.assign({}, ...told('ENV').map(({ sets }) => sets));
  return Object.fromEntries(Object.entries(said).map(([name, value]) => [name, fill(value, args)]));
}

/** The words of HEALTHCHECK, after the image's own entrypoint's name. */
export const healthcheck = (): string[] =>
  JSON.parse(/HEALTHCHECK .*CMD (\[.*\])/.exec(textOf('HEALTHCHECK'))?.[1] ?? '[]') as string[];

const textOf = (keyword: string): string =>
  steps
    .filter((step) => step.keyword === keyword)
    .map(({ text }) => `${keyword} ${text}`)
    .join('\n');

export interface Contained {
  readonly process: ChildProcess;
  output(): string;
  /** Exit code; waits for its end. */
  ended(): Promise<number | null>;
}

/**
 * Runs the image's entrypoint with arguments in the folder that stands for its file system: its Node, its working directory, its user
 * where this process may become somebody else, nothing of this process's environment.
 */
export function contained(place: string, args: readonly string[], env: Readonly<Record<string, string>>): Contained {
  const node = join(place, 'usr/local/bin/node');
  const who = [`--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups', '--no-new-privs', '--bounding-set=-all'];
  const command = asItsUser ? ['setpriv', ...who, node, ...args] : [node, ...args];
  const child = spawn(command[0] ?? node, command.slice(1), {
    cwd: join(place, 'jamaa'),
    env: { PATH: process.env['PATH'] ?? '', ...imageEnv(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  const end = once(child, 'close').then(([code]) => code as number | null);
  return { process: child, output: () => output, ended: () => end };
}
