import { sumOf } from '../../../e2e/test/support/metrics.ts';
import type { Side } from '../../src/platform.ts';

async function ask<T>(path: string): Promise<T> {
  const answer = await fetch(`${process.env['JAMAA_E2E_CONTROL'] ?? ''}/${path}`);
  const body = (await answer.json()) as T & { error?: string };
  if (!answer.ok) throw new Error(body.error ?? `${path}: ${answer.status}`);
  return body;
}

export const migrate = (side: Side) => ask(`migrate/${side}`);
export const start = (side: Side) => ask(`start/${side}`);
export const stop = (side: Side) => ask(`stop/${side}`);
export const leadTo = (...sides: Side[]) => ask(`lead/${sides.join(',')}`);
export const said = () => ask<string[]>('said');

export const portsOf = (side: Side, name: string) => ask<{ rpc: number; admin: number }>(`ports/${side},${name}`);

/** Calls that a service of one release has answered since it started. */
export async function answered(side: Side, name: string): Promise<number> {
  const { admin } = await portsOf(side, name);
  const text = await (await fetch(`http://127.0.0.1:${admin}/metrics`)).text();
  return sumOf(text, `jamaa_${name}_rpc_server_seconds_count`);
}
