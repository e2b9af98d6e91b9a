import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { stringify } from 'yaml';
import { kubernetesVersions } from '../src/chart-tools.ts';
import { root } from '../src/paths.ts';
import { everyCell, inFolder, kubeconform, textOf } from './support/cells.ts';

const schemas = join(root, 'deploy/schemas');
const location = (version: string): string[] =>
  [`v${version}`, 'crds'].flatMap((folder) => [
    '-schema-location',
    join(schemas, 'data', folder, '{{.ResourceKind}}{{.KindSuffix}}.json'),
  ]);

async function check(version: string, files: Readonly<Record<string, string>>) {
  const done = await inFolder(async (folder) => {
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
    return kubeconform('-strict', '-summary', '-output', 'json', ...location(version), folder);
  });
  const { resources, summary } = JSON.parse(done.stdout) as {
    resources?: { status: string; name: string; msg: string }[];
    summary: { valid: number; invalid: number; errors: number; skipped: number };
  };
  return { code: done.code, said: (resources ?? []).map(({ name, msg }) => `${name}: ${msg}`), summary };
}

describe.each(kubernetesVersions)('Kubernetes %s', (version) => {
  it('takes every object of every cell', async () => {
    const texts = await Promise.all(everyCell.map(async (cell) => [`${cell}.yaml`, await textOf(cell)] as const));
    const objects = texts.reduce((sum, [, text]) => sum + (text.match(/^kind: /gm)?.length ?? 0), 0);
    const { said, summary, code } = await check(version, Object.fromEntries(texts));
    expect(said).toEqual([]);
    expect(summary).toEqual({ valid: objects, invalid: 0, errors: 0, skipped: 0 });
    expect(code).toBe(0);
  });

  const account = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'x' } };
  const route = {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name: 'x' },
    spec: { parentRefs: [{ name: 'x' }] },
  };
  it.each([
    ['a member that there is not', { ...account, automountToken: false }],
    ['a member of the wrong type', { ...account, automountServiceAccountToken: 'never' }],
    ['a kind without a schema', { ...account, kind: 'Secret' }],
    ['a member that a custom resource has not', { ...route, spec: { ...route.spec, hosts: ['x'] } }],
    ['a value that a custom resource does not know', { ...route, spec: { parentRefs: [{ name: 'x', port: 0 }] } }],
  ])('refuses %s', async (_what, object) => {
    const { summary, code } = await check(version, { 'object.yaml': stringify(object) });
    expect(summary.valid).toBe(0);
    expect(code).toBe(1);
  });
});

describe('the schemas', () => {
  it('are those that their provenance names, for the three releases', async () => {
    const page = await readFile(join(schemas, 'PROVENANCE.md'), 'utf8');
    const named = [...page.matchAll(/^\| `([^`]+)` \| (\S+@v\S+), \S+ \|$/gm)].map(([, file = '', module = '']) => ({
      file,
      module,
    }));
    const there = (await readdir(join(schemas, 'data'), { recursive: true })).filter((file) => file.endsWith('.json'));
    expect(named.map(({ file }) => file).sort()).toEqual(there.sort());
    for (const { file, module } of named.filter((one) => one.file.startsWith('v')))
      expect(module).toBe(`k8s.io/kubernetes@${file.split('/')[0]}`);
    expect(new Set(there.map((file) => file.split('/')[0]))).toEqual(
      new Set(['crds', ...kubernetesVersions.map((one) => `v${one}`)]),
    );
  });
});
