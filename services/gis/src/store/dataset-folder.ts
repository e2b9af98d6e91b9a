import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadTerritories } from '@jamaa/territory';
import type { Dataset } from '../domain/dataset.ts';

/**
 * Reads and checks the data set once; about 0.4 s.
 *
 * @throws Error naming TERRITORY_DIR when a file cannot be read
 * @throws TerritoryError `malformed-dataset`, its field saying where
 */
export async function readDatasetFolder(folder: string): Promise<Dataset> {
  const read = async (file: string): Promise<Uint8Array> => {
    try {
      return await readFile(join(folder, file));
    } catch (cause) {
      throw new Error(`TERRITORY_DIR: cannot read ${join(folder, file)}`, { cause });
    }
  };
  const parts = { territories: await read('territories.json'), boundaries: await read('boundaries.topojson') };
  const index = loadTerritories(parts);
  return { version: index.version, index, parts };
}
