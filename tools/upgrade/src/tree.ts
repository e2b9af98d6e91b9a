import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { incompatible, type Lockfile } from './lockfiles.ts';
import { type Previous, root } from './previous.ts';
import { revisionOf } from './revision.ts';
import { succeed } from './run.ts';

const workspaces = ['proto', 'gateway', 'observability'];
const foldersOfWorkspaces = ['services', 'tools'];

/**
 * The previous release's files, ready to run, in `.jamaa/previous/<commit>`; made once. Third-party packages are those of this checkout, by
 * symbolic links; `@jamaa/*` are its own, and its contracts are generated from its own sources.
 * @throws Error in one line when the release is not in this clone, or needs other packages than are installed
 */
export async function previousTree(previous: Previous, say: (line: string) => void): Promise<string> {
  const revision = await revisionOf(root, previous);
  const tree = join(root, '.jamaa/previous', revision);
  if (existsSync(tree)) return tree;
  say(`taking v${previous.version} (${revision.slice(0, 12)}) out of the repository …`);
  await mkdir(join(root, '.jamaa/previous'), { recursive: true });
  // Whoever comes at the same time finds it whole or not at all.
  const making = await mkdtemp(join(root, '.jamaa/previous/making-'));
  try {
    await succeed('git', ['archive', '--format=tar', `--output=${join(making, 'tree.tar')}`, revision], root);
    await succeed('tar', ['-xf', 'tree.tar'], making);
    await rm(join(making, 'tree.tar'));
    await refuseOtherPackages(making, previous);
    await linkPackages(making);
    const path = `${join(root, 'node_modules/.bin')}${delimiter}${process.env['PATH'] ?? ''}`;
    await succeed('buf', ['generate'], join(making, 'proto'), { ...process.env, PATH: path });
    await rename(making, tree).catch((error: unknown) => {
      if (!existsSync(tree)) throw error;
    });
  } finally {
    await rm(making, { recursive: true, force: true });
  }
  return tree;
}

async function refuseOtherPackages(tree: string, { version }: Previous): Promise<void> {
  const read = async (folder: string) =>
    JSON.parse(await readFile(join(folder, 'package-lock.json'), 'utf8')) as Lockfile;
  const others = incompatible(await read(tree), await read(root));
  if (others.length > 0)
    throw new Error(`v${version} cannot run with the packages installed here: ${others.join(', ')}`);
}

/** Node follows a link before it looks for a package's own packages, so that third-party ones find theirs where they are installed. */
async function linkPackages(tree: string): Promise<void> {
  const from = join(root, 'node_modules');
  const to = join(tree, 'node_modules');
  await mkdir(join(to, '@jamaa'), { recursive: true });
  for (const name of await readdir(from)) {
    if (name !== '@jamaa' && !name.startsWith('.')) await symlink(join(from, name), join(to, name));
  }
  await symlink(join(from, '.bin'), join(to, '.bin'));
  const nested = await Promise.all(
    foldersOfWorkspaces.map(async (folder) => (await readdir(join(tree, folder))).map((name) => join(folder, name))),
  );
  for (const folder of [...workspaces, ...nested.flat()]) {
    const file = join(tree, folder, 'package.json');
    if (!existsSync(file)) continue;
    const { name } = JSON.parse(await readFile(file, 'utf8')) as { name: string };
    await symlink(join('../..', folder), join(tree, 'node_modules', name));
    const own = join(root, folder, 'node_modules');
    if (existsSync(own)) await symlink(own, join(tree, folder, 'node_modules'));
  }
}
