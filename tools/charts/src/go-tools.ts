import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from './paths.ts';

const run = promisify(execFile);

export interface GoTools {
  /** Folder with go.mod and go.sum, whose `tool` lines name what is built. */
  readonly sources: string;
  /** First part of the name of the folder in the cache. */
  readonly name: string;
  /** What is built and what for, for those who wait. */
  readonly what: string;
  /** Seen by the one who reads why there is no compiler. */
  readonly purpose: string;
  readonly tags?: readonly string[];
}

/**
 * The folder of the executables of a pinned Go module, built when that has not been done yet.
 * @throws in one line when Go is missing or the build fails
 */
export async function goTools(wanted: GoTools, say: (line: string) => void): Promise<string> {
  const hash = createHash('sha256');
  for (const file of ['go.mod', 'go.sum']) hash.update(readFileSync(join(wanted.sources, file)));
  const cache = join(root, '.jamaa/cache');
  const home = join(cache, `${wanted.name}-${hash.digest('hex').slice(0, 16)}`);
  if (!existsSync(home)) await build(wanted, cache, home, say);
  return home;
}

async function build(wanted: GoTools, cache: string, home: string, say: (line: string) => void): Promise<void> {
  say(`building ${wanted.what} (once; about two minutes) …`);
  await mkdir(cache, { recursive: true });
  const place = await mkdtemp(join(cache, `.${wanted.name}-`));
  const tags = wanted.tags === undefined ? [] : [`-tags=${wanted.tags.join(',')}`];
  try {
    await run('go', ['build', '-trimpath', '-ldflags=-s -w', ...tags, '-o', `${place}/`, 'tool'], {
      cwd: wanted.sources,
      env: { ...process.env, GOFLAGS: '-mod=readonly' },
      maxBuffer: 16 * 1024 * 1024,
    });
    await rename(place, home);
  } catch (error) {
    await rm(place, { recursive: true, force: true });
    // Another process was quicker: what it has built is the same.
    if (existsSync(home)) return;
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
      throw new Error(`go is needed (1.26 or newer) to build ${wanted.purpose}`);
    const text = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : String(error);
    throw new Error(`${wanted.purpose} could not be built: ${text.split('\n').slice(-3).join(' ')}`);
  }
}
