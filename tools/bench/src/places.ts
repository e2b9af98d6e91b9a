import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadTerritories, type TerritoryIndex } from '@jamaa/territory';

const data = join(import.meta.dirname, '../../../services/gis/data');

export interface Point {
  readonly longitude: number;
  readonly latitude: number;
}

/** A demonstration commune whose staff can work on a case: its accounts are `<role>.<name>`. */
export interface Place {
  readonly name: string;
  readonly code: string;
  /** A point inside it, another one at each call. */
  draw(): Point;
}

const communes = [
  ['casablanca', '06.141.01.0'],
  ['sefrou', '03.451.01.09'],
] as const;

export async function demoPlaces(): Promise<readonly Place[]> {
  const [territories, boundaries] = await Promise.all([
    readFile(join(data, 'territories.json')),
    readFile(join(data, 'boundaries.topojson')),
  ]);
  const index = loadTerritories({ territories, boundaries });
  return communes.map(([name, code]) => ({ name, code, draw: drawIn(index, code) }));
}

export function drawIn(index: Pick<TerritoryIndex, 'get' | 'locate'>, code: string): () => Point {
  const commune = index.get(code);
  if (commune === undefined) throw new Error(`no commune ${code}`);
  const [west, south, east, north] = commune.bbox;
  return () => {
    for (;;) {
      const longitude = west + Math.random() * (east - west);
      const latitude = south + Math.random() * (north - south);
      const found = index.locate(longitude, latitude);
      if (found.outcome === 'found' && found.commune.code === code) return { longitude, latitude };
    }
  };
}
