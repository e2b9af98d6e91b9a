import { databaseOf, type ServiceName } from '@jamaa/stack';
import type { World } from './world.ts';

const PATIENCE_MS = 5_000;

async function read(world: World, service: ServiceName | 'gateway', path: string): Promise<Response | undefined> {
  const { settings } = await world.stack();
  const address = `http://127.0.0.1:${settings.ports.admin(service)}${path}`;
  return fetch(address, { signal: AbortSignal.timeout(PATIENCE_MS) }).catch(() => undefined);
}

/** What `/readyz` of a process answers; `away` when nobody does. */
export async function readinessOf(world: World, service: ServiceName | 'gateway'): Promise<number | 'away'> {
  const answer = await read(world, service, '/readyz');
  await answer?.body?.cancel();
  return answer?.status ?? 'away';
}

/** Values of a metric of a process now, one for each set of labels that has all those given; the name is without `jamaa_<service>_`. */
export async function metricOf(
  world: World,
  service: ServiceName | 'gateway',
  name: string,
  labels: Readonly<Record<string, string>> = {},
): Promise<number[]> {
  const text = (await (await read(world, service, '/metrics'))?.text()) ?? '';
  const wanted = Object.entries(labels).map(([label, value]) => `${label}="${value}"`);
  return text
    .split('\n')
    .filter((line) => new RegExp(`^${databaseOf(service)}_${name}[ {]`).test(line))
    .filter((line) => wanted.every((label) => line.includes(label)))
    .map((line) => Number(line.split(' ').at(-1)));
}
