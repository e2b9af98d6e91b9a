import { loadTerritories } from '@jamaa/territory';
import { describe, expect, it } from '@jest/globals';
import { buildDataset, encodeDataset } from './build.ts';
import type { Census, CensusTerritory } from './census.ts';
import { readOfficial } from './official.ts';

const name = { ar: 'جماعة', fr: 'Commune' };
const territory = (code: string, kind: CensusTerritory['kind'], parent: string | null): CensusTerritory => ({
  code,
  kind,
  parent,
  name,
  population: 1,
});

/** A région with one commune and one city of two arrondissements. */
const census: Census = {
  territories: [
    territory('01', 'region', null),
    territory('01.100', 'prefecture', '01'),
    territory('01.100.01.0', 'commune', '01.100'),
    territory('01.100.01.01', 'arrondissement', '01.100.01.0'),
    territory('01.100.01.03', 'arrondissement', '01.100.01.0'),
    territory('01.100.01.05', 'commune', '01.100'),
  ],
  renumbered: new Map(),
};

const box = (code: string | undefined, west: number, east: number, extra: object = {}) => ({
  type: 'Feature',
  properties: { code },
  geometry: {
    type: 'Polygon',
    coordinates: [
      [
        [west, 30],
        [east, 30],
        [east, 31],
        [west, 31],
        [west, 30],
      ],
    ],
  },
  ...extra,
});

const complete = [box('01.100.01.01', -6, -5.5), box('01.100.01.03', -5.5, -5), box('01.100.01.05', -5, -4)];
const file = (features: object[]) => new TextEncoder().encode(JSON.stringify({ type: 'FeatureCollection', features }));
const read = (features: object[]) => readOfficial(file(features), census.territories);

describe('official boundaries', () => {
  it('become the data set, the city being the union of its arrondissements', async () => {
    const built = encodeDataset(await buildDataset(census, read(complete)));
    const encode = (text: string) => new TextEncoder().encode(text);
    const index = loadTerritories({ territories: encode(built.territories), boundaries: encode(built.boundaries) });
    expect(index.locate(-5.75, 30.5)).toMatchObject({
      outcome: 'found',
      commune: { code: '01.100.01.0', bbox: [-6, 30, -5, 31] },
      arrondissement: { code: '01.100.01.01' },
    });
    expect(index.locate(-4.5, 30.5)).toMatchObject({ outcome: 'found', commune: { code: '01.100.01.05' } });
    expect(index.get('01')).toMatchObject({ bbox: [-6, 30, -4, 31] });
  });

  it('are taken as they stand: no latitude is corrected', async () => {
    const { topology, territories } = await buildDataset(census, read(complete));
    const index = loadTerritories({ territories: { schema: 1, territories }, boundaries: topology });
    expect(index.locate(-4.5, 30.999)).toMatchObject({ outcome: 'found' });
  });

  it('may bear their code as id, and may draw the city, whose arrondissements count', () => {
    const [first, ...rest] = complete;
    const byId = { ...first, properties: null, id: '01.100.01.01' };
    expect(read([byId, ...rest, box('01.100.01.0', -9, -8)]).map(({ code }) => code)).toEqual([
      '01.100.01.01',
      '01.100.01.03',
      '01.100.01.05',
    ]);
  });

  it.each<[string, object[], string]>([
    [
      'a commune without boundary',
      complete.slice(0, 2),
      '1 communes or arrondissements have no boundary: 01.100.01.05',
    ],
    [
      'a code nobody knows',
      [...complete, box('01.100.01.99', 0, 1)],
      'features[3]: "01.100.01.99" is the code of no commune or arrondissement',
    ],
    ['a feature without code', [...complete, box(undefined, 0, 1)], 'features[3]: "" is the code of no commune'],
    ['a code given twice', [...complete, box('01.100.01.05', 0, 1)], 'features[3]: 01.100.01.05 is given twice'],
    ['metres instead of degrees', [box('01.100.01.05', 400_000, 500_000)], 'features.0.geometry.coordinates.0.0.0'],
    ['a line', [{ ...box('01', 0, 1), geometry: { type: 'LineString', coordinates: [] } }], 'features.0.geometry'],
  ])('are refused with %s', (_, features, message) => {
    expect(() => read(features)).toThrow(message);
  });

  it('are refused when they are not JSON', () => {
    expect(() => readOfficial(new Uint8Array([1, 2]), census.territories)).toThrow('not JSON');
  });
});
