import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { chartTools, kubernetesVersions } from '../../src/chart-tools.ts';
import { type Manifest, manifestsOf } from '../../src/manifests.ts';
import { cells, overlayOf } from '../../src/overlays.ts';
import { chart } from '../../src/paths.ts';
import { render } from '../../src/render.ts';
import { type Ran, run } from '../../src/run.ts';

/** A cell with every switch on, beside the thirteen of deploy/regions. */
export const everything = join(import.meta.dirname, 'everything.yaml');
export const everyCell: readonly string[] = [...cells(), 'everything'];
export const overlayFile = (cell: string): string => (cell === 'everything' ? everything : overlayOf(cell));

/** The same for the same cell, made once a suite. */
function once<T>(make: (cell: string) => Promise<T>): (cell: string) => Promise<T> {
  const made = new Map<string, Promise<T>>();
  return (cell) => {
    const one = made.get(cell) ?? make(cell);
    made.set(cell, one);
    return one;
  };
}

/** What helm prints for a cell. */
export const textOf = once((cell) =>
  render(cell === 'everything' ? '03' : cell, { chart, overlay: overlayFile(cell) }),
);
export const manifestsOfCell = once(async (cell): Promise<Manifest[]> => manifestsOf(await textOf(cell)));

const tools = () => chartTools((line) => void process.stderr.write(`${line}\n`));

export const helm = async (...args: readonly string[]): Promise<Ran> => run((await tools()).helm, args);
export const helmUnittest = async (...args: readonly string[]): Promise<Ran> =>
  run((await tools())['helm-unittest'], args);
export const kubeconform = async (...args: readonly string[]): Promise<Ran> => run((await tools()).kubeconform, args);

/** Renders région 03 with values laid over it. */
export async function rendered(values: object): Promise<Ran> {
  return inFolder(async (folder) => {
    const file = join(folder, 'values.yaml');
    await writeFile(file, stringify(values));
    const cluster = ['--namespace', 'jamaa-03', '--kube-version', kubernetesVersions[0]];
    return helm('template', 'jamaa', chart, ...cluster, '--values', overlayOf('03'), '--values', file);
  });
}

/** Runs with a folder that is gone afterwards. */
export async function inFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'jamaa-charts-'));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
