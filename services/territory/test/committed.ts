import { readFileSync } from 'node:fs';
import { loadTerritories } from '../src/index.ts';

const DATA = new URL('../../gis/data/', import.meta.url);

export const committed = {
  territories: readFileSync(new URL('territories.json', DATA)),
  boundaries: readFileSync(new URL('boundaries.topojson', DATA)),
};

/** The committed data set, loaded once a test file. */
export const kingdom = loadTerritories(committed);
