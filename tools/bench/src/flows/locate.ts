import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const script = join(import.meta.dirname, '../../../territory/src/speed.ts');

/** Point → commune in process, by the territory's own speed script. */
export async function locateFlow(): Promise<Readonly<Record<string, unknown>>> {
  const { stdout } = await run(process.execPath, ['--disable-warning=ExperimentalWarning', script]);
  return JSON.parse(stdout) as Record<string, unknown>;
}
