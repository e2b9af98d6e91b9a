import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { overlays } from './paths.ts';

/** `01` … `12` and `national`: the overlays of deploy/regions. */
export const cells = (): readonly string[] =>
  readdirSync(overlays)
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => file.replace('.yaml', ''))
    .sort();

/** File of one cell's overlay. @throws naming the cells there are */
export function overlayOf(cell: string): string {
  const name = cell === '00' ? 'national' : cell;
  if (!cells().includes(name)) throw new Error(`no overlay for ${cell}: one of ${cells().join(', ')}`);
  return join(overlays, `${name}.yaml`);
}

export const namespaceOf = (cell: string): string => `jamaa-${cell === 'national' ? '00' : cell}`;
