import type { Names } from './names.ts';

/**
 * Adds a service's event to the text of the catalog: its import at its place in the alphabet, its block at the end.
 * @throws Error when the catalog has such a block already or has no imports to join
 */
export function addToCatalog(catalog: string, { name, snake, camel, pascal }: Names): string {
  if (catalog.includes(`const ${camel}Events `)) throw new Error(`the catalog has ${camel}Events already`);
  const from = `'../gen/jamaa/${snake}/v1/${snake}.ts'`;
  const line = `import { EntryFinished as ${pascal}EntryFinished } from ${from};\n`;
  const imports = [...catalog.matchAll(/^import [^;]*? from ('[^']+');\n/gm)];
  const last = imports.at(-1);
  if (last === undefined) throw new Error('the catalog has no imports: is this the right file?');
  const next = imports.find((one) => (one[1] ?? '') > from);
  const at = next?.index ?? last.index + last[0].length;
  const block = `
export const ${camel}Events = {
  finished: event('jamaa.${name}.entry.finished.v1', ${pascal}EntryFinished),
} as const;
`;
  return `${catalog.slice(0, at)}${line}${catalog.slice(at)}${block}`;
}
