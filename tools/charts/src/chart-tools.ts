import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from './paths.ts';

const run = promisify(execFile);
const sources = join(root, 'tools/charts/go');
/** Releases of Kubernetes that the manifests are checked against, the newest first. */
export const kubernetesVersions = ['1.37.2', '1.36.3', '1.35.4'] as const;

export interface ChartTools {
  readonly helm: string;
  readonly 'helm-unittest': string;
  readonly kubeconform: string;
  /** compose-go's own command: reads and validates a compose file as `docker compose config` does. */
  readonly compose: string;
}

/**
 * The tools' executables, built from the pinned Go module when that has not been done yet (two minutes of two cores).
 * @throws in one line when Go is missing or the build fails
 */
export async function chartTools(say: (line: string) => void): Promise<ChartTools> {
  const hash = createHash('sha256');
  for (const file of ['go.mod', 'go.sum']) hash.update(readFileSync(join(sources, file)));
  const cache = join(root, '.jamaa/cache');
  const home = join(cache, `chart-tools-${hash.digest('hex').slice(0, 16)}`);
  if (!existsSync(home)) await build(cache, home, say);
  return {
    helm: join(home, 'helm'),
    'helm-unittest': join(home, 'helm-unittest'),
    kubeconform: join(home, 'kubeconform'),
    compose: join(home, 'cmd'),
  };
}

async function build(cache: string, home: string, say: (line: string) => void): Promise<void> {
  say('building helm, helm-unittest, kubeconform and compose-go (once; about two minutes) …');
  await mkdir(cache, { recursive: true });
  const place = await mkdtemp(join(cache, '.chart-tools-'));
  try {
    await run('go', ['build', '-trimpath', '-ldflags=-s -w', '-o', `${place}/`, 'tool'], {
      cwd: sources,
      env: { ...process.env, GOFLAGS: '-mod=readonly' },
      maxBuffer: 16 * 1024 * 1024,
    });
    await rename(place, home);
  } catch (error) {
    await rm(place, { recursive: true, force: true });
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
      throw new Error('go is needed (1.26 or newer) to build the tools that check the charts');
    const text = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : String(error);
    throw new Error(`the tools that check the charts could not be built: ${text.split('\n').slice(-3).join(' ')}`);
  }
}
