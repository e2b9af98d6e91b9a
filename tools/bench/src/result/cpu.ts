import { readFile } from 'node:fs/promises';

/** Clock ticks a second of Linux' process accounting, the same on every system that Node runs on. */
const TICKS = 100;

export type CpuSeconds = Readonly<Record<string, number>>;

/** Processor seconds used so far by each process, children not counted; empty where the system does not tell. */
export async function cpuSeconds(pids: ReadonlyMap<string, number>): Promise<CpuSeconds> {
  if (process.platform !== 'linux') return {};
  const used = await Promise.all(
    [...pids].map(async ([name, pid]) => [name, secondsIn(await readFile(`/proc/${pid}/stat`, 'utf8'))] as const),
  );
  return Object.fromEntries(used);
}

/** User and system time of a line of `/proc/<pid>/stat`; the name in brackets may hold anything. */
export function secondsIn(stat: string): number {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS;
}

/** Milliseconds of processor that one flow cost, by process and in all: where the limit lies. */
export function cpuPerFlow(before: CpuSeconds, after: CpuSeconds, flows: number): Readonly<Record<string, number>> {
  const entries = Object.entries(after)
    .map(([name, seconds]) => [name, ((seconds - (before[name] ?? 0)) * 1000) / Math.max(1, flows)] as const)
    .toSorted(([, a], [, b]) => b - a);
  const all = entries.reduce((sum, [, value]) => sum + value, 0);
  return Object.fromEntries(
    [['all', all] as const, ...entries].map(([name, value]) => [name, Math.round(value * 10) / 10]),
  );
}
