import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { Names } from './names.ts';

export interface Rendered {
  /** Relative to the folder it belongs in. */
  readonly path: string;
  readonly text: string;
}

const SUFFIX = '.template';

/** Fills `{{…}}` in every template of a folder. @throws Error for a placeholder that has no value */
export async function renderFolder(
  folder: string,
  values: Names & Readonly<Record<string, string>>,
): Promise<Rendered[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = found.filter((entry) => entry.isFile() && entry.name.endsWith(SUFFIX));
  return Promise.all(
    files.map(async (entry) => {
      const file = join(entry.parentPath, entry.name);
      const text = await readFile(file, 'utf8');
      return { path: relative(folder, file).slice(0, -SUFFIX.length), text: fill(text, values, file) };
    }),
  );
}

const fill = (text: string, values: Readonly<Record<string, string>>, file: string): string =>
  text.replaceAll(/\{\{(\w+)\}\}/g, (_all, key: string) => {
    const value = values[key];
    if (value === undefined) throw new Error(`${file}: no value for ${key}`);
    return value;
  });
