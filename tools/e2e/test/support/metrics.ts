import { serviceNames } from '@jamaa/stack';
import { ports } from './platform.ts';

export const processes = ['gateway', ...serviceNames] as const;
export type Process = (typeof processes)[number];

/** What one process tells Prometheus now, as it stands. */
export async function exposition(process: Process): Promise<string> {
  const answer = await fetch(`http://127.0.0.1:${ports.admin(process)}/metrics`);
  return answer.text();
}

/** Names of the metrics a text declares. */
export const namesIn = (text: string): string[] => [...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name = '']) => name);

/** The sum of all samples of a metric whose labels contain these; a histogram is named with `_count`. 0 when there are none. */
export function sumOf(text: string, name: string, labels: Readonly<Record<string, string>> = {}): number {
  let sum = 0;
  for (const [, given = '', value = ''] of text.matchAll(new RegExp(`^${name}(\\{[^}]*\\})? (\\S+)$`, 'gm'))) {
    if (Object.entries(labels).every(([label, wanted]) => given.includes(`${label}="${wanted}"`))) sum += Number(value);
  }
  return sum;
}
