import { readFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { chartTools } from '../../src/chart-tools.ts';
import { root } from '../../src/paths.ts';
import { type Ran, run } from '../../src/run.ts';

export const pageOf = (name: string): Promise<string> => readFile(join(root, 'docs/operations', name), 'utf8');

/** Lines of the blocks of a page that run without a cluster. */
export const commandsOf = (page: string): string[] =>
  [...page.matchAll(/^```sh\n(.*?)^```/gms)].flatMap(([, block = '']) => block.trim().split('\n'));

/** Runs a line of a page in a shell, with `~` somewhere that is thrown away. */
export async function shell(home: string, line: string): Promise<Ran> {
  const { helm } = await chartTools(() => undefined);
  const path = [dirname(helm), dirname(process.execPath), process.env['PATH'] ?? ''].join(delimiter);
  return run('env', [`HOME=${home}`, `PATH=${path}`, 'bash', '-euo', 'pipefail', '-c', line], root);
}
