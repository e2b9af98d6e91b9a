import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { kubernetesVersions } from '../chart-tools.ts';
import { root } from '../paths.ts';
import { run } from '../run.ts';
import { type Schema, standalone, strict } from './strict.ts';

/** Kinds that the chart renders, as the OpenAPI document names them. */
const kinds = {
  'apps.v1': ['Deployment'],
  'autoscaling.v2': ['HorizontalPodAutoscaler'],
  'batch.v1': ['CronJob', 'Job'],
  'core.v1': ['ConfigMap', 'Pod', 'Service', 'ServiceAccount'],
  'networking.v1': ['Ingress', 'NetworkPolicy'],
  'policy.v1': ['PodDisruptionBudget'],
} as const;

/** Kinds of others, by Go module and the file in it. */
const custom = [
  ['github.com/cert-manager/cert-manager@v1.21.2', 'deploy/crds/cert-manager.io_certificates.yaml'],
  [
    'github.com/prometheus-operator/prometheus-operator@v0.85.0',
    'example/prometheus-operator-crd/monitoring.coreos.com_servicemonitors.yaml',
  ],
  [
    'github.com/prometheus-operator/prometheus-operator@v0.85.0',
    'example/prometheus-operator-crd/monitoring.coreos.com_prometheusrules.yaml',
  ],
  ['sigs.k8s.io/gateway-api@v1.6.0', 'config/crd/standard/gateway.networking.k8s.io_httproutes.yaml'],
] as const;

const out = join(root, 'deploy/schemas/data');
const written: string[] = [];

async function moduleFolder(module: string): Promise<string> {
  const done = await run('go', ['mod', 'download', '-json', module]);
  if (done.code !== 0) throw new Error(`${module}: ${done.stderr}`);
  return (JSON.parse(done.stdout) as { Dir: string }).Dir;
}

async function write(path: string, schema: unknown, source: string): Promise<void> {
  await mkdir(join(out, path, '..'), { recursive: true });
  await writeFile(join(out, path), `${JSON.stringify(schema)}\n`);
  written.push(`| \`${path}\` | ${source} |`);
}

/** What is asked of every object: that it is of this kind, and that its own name is there. */
function asKind(schema: Schema, apiVersion: string, kind: string): void {
  const properties = schema['properties'] as Record<string, unknown>;
  properties['apiVersion'] = { const: apiVersion };
  properties['kind'] = { const: kind };
  schema['required'] = [
    ...new Set([...((schema['required'] as string[] | undefined) ?? []), 'apiVersion', 'kind', 'metadata']),
  ];
}

await rm(out, { recursive: true, force: true });
for (const version of kubernetesVersions) {
  const module = `k8s.io/kubernetes@v${version}`;
  const file = join(await moduleFolder(module), 'api/openapi-spec/swagger.json');
  const { definitions } = JSON.parse(await readFile(file, 'utf8')) as { definitions: Record<string, Schema> };
  for (const [group, names] of Object.entries(kinds)) {
    for (const kind of names) {
      const [name = '', v = ''] = group.split('.');
      const id = `io.k8s.api.${group}.${kind}`;
      const schema = standalone(id, definitions);
      const full = { networking: 'networking.k8s.io' }[name] ?? name;
      const own = (schema['definitions'] as Record<string, Schema>)[id];
      if (own === undefined) throw new Error(`no definition ${id}`);
      asKind(own, name === 'core' ? v : `${full}/${v}`, kind);
      const suffix = name === 'core' ? v : `${name}-${v}`;
      await write(
        `v${version}/${kind.toLowerCase()}-${suffix}.json`,
        schema,
        `${module}, api/openapi-spec/swagger.json`,
      );
    }
  }
}
for (const [module, path] of custom) {
  const crd = parse(await readFile(join(await moduleFolder(module), path), 'utf8')) as {
    spec: {
      group: string;
      names: { kind: string };
      versions: { name: string; served: boolean; storage: boolean; schema: { openAPIV3Schema: Schema } }[];
    };
  };
  const { group, names, versions } = crd.spec;
  const version = versions.find(({ storage }) => storage);
  if (version === undefined) throw new Error(`${path} has no stored version`);
  const schema = strict(version.schema.openAPIV3Schema) as Schema;
  asKind(schema, `${group}/${version.name}`, names.kind);
  const suffix = `${group.split('.')[0]}-${version.name}`;
  await write(`crds/${names.kind.toLowerCase()}-${suffix}.json`, schema, `${module}, ${path}`);
}
await writeFile(
  join(root, 'deploy/schemas/PROVENANCE.md'),
  `# Schemas of what the chart renders

Made by \`npm run deploy:schemas\` (tools/charts/src/schemas) from documents inside Go modules, whose sums the Go checksum database
holds; Apache-2.0 as their sources. Unknown members are refused, descriptions left out; only the kinds that are used.

| File | From |
| --- | --- |
${written.join('\n')}
`,
);
