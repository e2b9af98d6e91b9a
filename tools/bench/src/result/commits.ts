import { databaseOf, portsFrom, serviceNames } from '@jamaa/stack';

/** Transactions committed so far, by service: from the counter that the kit keeps in every service. */
export async function commits(port: number): Promise<Readonly<Record<string, number>>> {
  const ports = portsFrom(port);
  const counted = await Promise.all(
    serviceNames.map(async (name) => {
      const answer = await fetch(`http://127.0.0.1:${ports.admin(name)}/metrics`, {
        signal: AbortSignal.timeout(5_000),
      });
      return [name, metricIn(await answer.text(), `${databaseOf(name)}_transactions_total`)] as const;
    }),
  );
  return Object.fromEntries(counted);
}

/** Sum of a metric over its labels in Prometheus' text form; 0 when it is not there. */
export function metricIn(text: string, name: string): number {
  let sum = 0;
  for (const line of text.split('\n')) {
    if (!line.startsWith(name) || !/^[ {]/.test(line.slice(name.length))) continue;
    sum += Number(line.slice(line.lastIndexOf(' ') + 1));
  }
  return sum;
}

/** What was committed between two readings, divided by the flows that caused it. */
export function perFlow(
  before: Readonly<Record<string, number>>,
  after: Readonly<Record<string, number>>,
  flows: number,
): Readonly<Record<string, number>> {
  const entries = Object.entries(after).map(
    ([name, value]) => [name, (value - (before[name] ?? 0)) / Math.max(1, flows)] as const,
  );
  const all = entries.reduce((sum, [, value]) => sum + value, 0);
  return Object.fromEntries(
    [...entries, ['all', all] as const].map(([name, value]) => [name, Math.round(value * 100) / 100]),
  );
}
