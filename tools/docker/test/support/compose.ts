import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { chartTools } from '../../../charts/src/chart-tools.ts';
import { type Ran, run } from '../../../charts/src/run.ts';
import { root } from './dockerfile.ts';

export interface ComposeService {
  readonly image: string;
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly healthcheck?: { readonly disable?: boolean; readonly test?: readonly string[] };
  readonly ports?: readonly { readonly host_ip?: string; readonly published: string; readonly target: number }[];
  readonly volumes?: readonly {
    readonly type: string;
    readonly source: string;
    readonly target: string;
    readonly read_only?: boolean;
  }[];
  readonly build?: { readonly dockerfile: string; readonly target: string };
  readonly restart?: string;
  readonly user?: string;
  readonly privileged?: boolean;
  readonly network_mode?: string;
  readonly networks?: Readonly<Record<string, { readonly aliases?: readonly string[] } | null>>;
  readonly stop_grace_period?: string;
}

/** What `docker compose config` does: compose-go reads, validates against the published schema, merges and resolves. */
export async function composeConfig(file = join(root, 'docker-compose.yml')): Promise<Ran> {
  const { compose } = await chartTools(() => undefined);
  return run(compose, ['-format', 'json', file], root);
}

export async function composeServices(): Promise<Map<string, ComposeService>> {
  const { code, stdout, stderr } = await composeConfig();
  if (code !== 0) throw new Error(stderr);
  const { services } = JSON.parse(stdout) as { services: Record<string, ComposeService> };
  return new Map(Object.entries(services));
}

export const composeYaml = (file: string) => parse(readFileSync(join(root, 'deploy/compose', file), 'utf8'));
