import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { addToCatalog } from './catalog.ts';
import { type Names, namesOf } from './names.ts';
import { type Rendered, renderFolder } from './render.ts';

const templates = join(import.meta.dirname, '../templates');

export interface Made {
  readonly names: Names;
  /** Files made or changed, relative to the root. */
  readonly files: readonly string[];
}

/**
 * Makes a service in the checkout at `root`: its folder, its contract, its event in the catalog. All or nothing.
 * @throws Error when the name is bad, something of that name exists, or `root` is not a checkout
 */
export async function newService(root: string, name: string): Promise<Made> {
  const names = namesOf(name);
  const folders = { service: `services/${names.name}`, proto: `proto/jamaa/${names.snake}` };
  const catalogFile = 'proto/src/catalog.ts';
  if (!existsSync(join(root, catalogFile)) || !existsSync(join(root, 'services/kit'))) {
    throw new Error(`${root} is not a checkout of the platform`);
  }
  for (const folder of Object.values(folders)) {
    if (existsSync(join(root, folder))) throw new Error(`${folder} exists already`);
  }
  const catalog = await readFile(join(root, catalogFile), 'utf8');
  const changed = addToCatalog(catalog, names);
  const values = { ...names, ...(await pinnedVersions(root)) };
  const service = await renderFolder(join(templates, 'service'), values);
  const contract = (await renderFolder(join(templates, 'proto'), values)).map((file) => ({
    ...file,
    path: `v1/${names.snake}.proto`,
  }));
  const undo: (() => Promise<void>)[] = [];
  try {
    undo.push(await place(root, folders.service, service));
    undo.push(await place(root, folders.proto, contract));
    await replaceFile(join(root, catalogFile), changed);
  } catch (error) {
    for (const step of undo.reverse()) await step();
    throw error;
  }
  return {
    names,
    files: [
      ...service.map((file) => `${folders.service}/${file.path}`).sort(),
      ...contract.map((file) => `${folders.proto}/${file.path}`),
      catalogFile,
    ],
  };
}

/** The versions that the kit has pinned: one version of a library in the whole checkout. */
async function pinnedVersions(root: string): Promise<{ mongoose: string; zod: string }> {
  const kit = JSON.parse(await readFile(join(root, 'services/kit/package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  const { mongoose, zod } = kit.dependencies;
  if (mongoose === undefined || zod === undefined) throw new Error('services/kit/package.json pins no mongoose or zod');
  return { mongoose, zod };
}

/** Writes a folder beside its place and moves it there whole; returns how to take it away again. */
async function place(root: string, folder: string, files: readonly Rendered[]): Promise<() => Promise<void>> {
  const target = join(root, folder);
  const staging = join(dirname(target), `.new-${basename(target)}`);
  await rm(staging, { recursive: true, force: true });
  try {
    for (const file of files) {
      await mkdir(dirname(join(staging, file.path)), { recursive: true });
      await writeFile(join(staging, file.path), file.text);
    }
    await rename(staging, target);
  } catch (error) {
    await rm(staging, { recursive: true, force: true });
    throw error;
  }
  return () => rm(target, { recursive: true, force: true });
}

async function replaceFile(file: string, text: string): Promise<void> {
  const staging = `${file}.new`;
  try {
    await writeFile(staging, text);
    await rename(staging, file);
  } finally {
    await rm(staging, { force: true });
  }
}
