import { spawnSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, realpath, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

const root = join(import.meta.dirname, '../../..');
const bin = join(root, 'node_modules/.bin');

/** A checkout of its own that shares this one's libraries and packages, but has its own contracts. */
export async function copyOfCheckout(): Promise<string> {
  const copy = await realpath(await mkdtemp(join(tmpdir(), 'jamaa-new-service-')));
  const named = (await readdir(root)).filter((file) => /^jest\..*\.mjs$/.test(file));
  for (const file of ['biome.json', '.gitignore', 'tsconfig.json', 'package.json', ...named])
    await cp(join(root, file), join(copy, file));
  await cp(join(root, 'proto'), join(copy, 'proto'), { recursive: true });
  // The kit keeps its own contracts: of two packages of one name and version the compiler would take one for both.
  const contracts = join(copy, 'proto/package.json');
  await writeFile(
    contracts,
    (await readFile(contracts, 'utf8')).replace('"version": "0.1.0"', '"version": "0.1.0-copy"'),
  );
  const modules = join(copy, 'node_modules');
  await mkdir(join(modules, '@jamaa'), { recursive: true });
  await mkdir(join(copy, 'services'));
  await symlink(join(root, 'services/kit'), join(copy, 'services/kit'));
  for (const name of await readdir(join(root, 'node_modules')))
    if (name !== '@jamaa' && name !== '.cache') await symlink(join(root, 'node_modules', name), join(modules, name));
  for (const [name, target] of [
    ['proto', join(copy, 'proto')],
    ['kit', join(root, 'services/kit')],
    ['observability', join(root, 'observability')],
  ] as const)
    await symlink(target, join(modules, '@jamaa', name));
  return copy;
}

export interface Ran {
  readonly code: number | null;
  readonly output: string;
}

/** Runs a program of the toolchain; `MONGODB_URI` and `NATS_URL` are handed on, so that the shared servers are used. */
export function run(cwd: string, program: string, ...args: string[]): Ran {
  const executable = program === 'node' ? process.execPath : join(bin, program);
  const result = spawnSync(executable, args, {
    cwd,
    encoding: 'utf8',
    timeout: 220_000,
    env: {
      PATH: `${bin}${delimiter}${process.env['PATH'] ?? ''}`,
      MONGODB_URI: process.env['MONGODB_URI'] ?? '',
      NATS_URL: process.env['NATS_URL'] ?? '',
    },
  });
  return { code: result.status, output: `${result.stdout}${result.stderr}` };
}

export const generator = join(root, 'tools/new-service/src/main.ts');

/** A type check of some folders only. */
export async function typeCheck(copy: string, folders: readonly string[]): Promise<Ran> {
  const config = { extends: './tsconfig.json', compilerOptions: { incremental: false }, include: folders };
  await writeFile(join(copy, 'tsconfig.some.json'), JSON.stringify(config));
  return run(copy, 'tsc', '-p', 'tsconfig.some.json');
}
