import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadTerritories, type TerritoryIndex } from '@jamaa/territory';

const ROOT = join(import.meta.dirname, '../../..');

export const CACHE = join(ROOT, '.jamaa/cache/wheels');
export const DATA = join(ROOT, 'services/gis/data');
export const MAIN = join(ROOT, 'tools/territory/src/main.ts');

export async function committedIndex(): Promise<TerritoryIndex> {
  return loadTerritories({
    territories: await readFile(join(DATA, 'territories.json')),
    boundaries: await readFile(join(DATA, 'boundaries.topojson')),
  });
}
