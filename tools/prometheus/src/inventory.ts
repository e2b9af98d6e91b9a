import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createMetrics } from '@jamaa/observability';
import { serviceNames } from '@jamaa/stack';
import { root } from './paths.ts';

/** Metrics of others: kube-state-metrics and the kubelet. Queries on them are the only ones that no running platform answers here. */
export const fromKubernetes = [
  'kube_deployment_status_replicas_available',
  'kube_pod_container_resource_limits',
  'kube_job_status_failed',
  'kube_cronjob_status_last_successful_time',
  'container_memory_working_set_bytes',
  'kubelet_volume_stats_available_bytes',
  'kubelet_volume_stats_capacity_bytes',
] as const;

const DECLARED = /\.(counter|gauge|histogram)\(\s*'([a-z0-9_]+)'/g;

/**
 * Names of all series that the code can tell Prometheus: what each service declares, what the kit declares for each, what Node tells of
 * itself, and `up`.
 */
export async function inventory(): Promise<Set<string>> {
  const found = new Set(['up']);
  for (const { name, type } of await createMetrics('x').registry.getMetricsAsJSON())
    if (!name.startsWith('jamaa_')) for (const one of seriesOf(name, String(type))) found.add(one);
  const kit = await declaredIn('services/kit/src');
  for (const service of serviceNames)
    addAll(found, service, [...kit, ...(await declaredIn(`services/${service}/src`))]);
  const everywhere = await declaredIn('observability/src/metrics');
  // Two processes of one package.
  addAll(found, 'gateway', [...(await declaredIn('gateway/src', 'national/')), ...everywhere]);
  addAll(found, 'national-gateway', [...(await declaredIn('gateway/src/national')), ...everywhere]);
  for (const service of serviceNames) addAll(found, service, everywhere);
  return found;
}

type Declared = readonly [kind: string, name: string];

async function declaredIn(folder: string, without?: string): Promise<Declared[]> {
  const files = await readdir(join(root, folder), { recursive: true });
  const sources = files.filter(
    (file) =>
      file.endsWith('.ts') && !file.endsWith('.test.ts') && !(without !== undefined && file.startsWith(without)),
  );
  const texts = await Promise.all(sources.map((file) => readFile(join(root, folder, file), 'utf8')));
  return texts.flatMap((text) =>
    [...text.matchAll(DECLARED)].map(([, kind = '', name = '']): Declared => [kind, name]),
  );
}

function addAll(found: Set<string>, service: string, declared: readonly Declared[]): void {
  for (const [kind, name] of declared)
    for (const one of seriesOf(`jamaa_${service.replaceAll('-', '_')}_${name}`, kind)) found.add(one);
}

const seriesOf = (name: string, kind: string): string[] =>
  kind === 'histogram' ? [`${name}_bucket`, `${name}_count`, `${name}_sum`] : [name];
