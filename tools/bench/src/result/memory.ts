import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Resident memory in MB by process name, and their sum. Shared pages count in each. */
export async function residentMemory(
  pids: ReadonlyMap<string, number>,
): Promise<{ readonly total: number; readonly processes: Readonly<Record<string, number>> }> {
  const names = new Map([...pids].map(([name, pid]) => [pid, name]));
  const { stdout } = await run('ps', ['-o', 'pid=,rss=', '-p', [...names.keys()].join(',')]);
  return sumMemory(stdout, names);
}

/** From lines of `pid rss` with rss in kilobytes. */
export function sumMemory(
  lines: string,
  names: ReadonlyMap<number, string>,
): { readonly total: number; readonly processes: Readonly<Record<string, number>> } {
  const processes: Record<string, number> = {};
  let total = 0;
  for (const line of lines.trim().split('\n')) {
    const [pid, kilobytes] = line.trim().split(/\s+/).map(Number);
    const name = names.get(pid ?? 0);
    if (name === undefined || kilobytes === undefined) continue;
    processes[name] = Math.round(kilobytes / 1024);
    total += kilobytes / 1024;
  }
  return { total: Math.round(total), processes };
}
