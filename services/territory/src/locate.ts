import CheapRuler from 'cheap-ruler';
import Flatbush from 'flatbush';
import type { MultiPolygon, Polygon } from 'geojson';
import { TerritoryError } from './errors.ts';
import { contains, prepareShape, type Shape } from './shape.ts';
import type { Located, Territory } from './types.ts';

/** How far outside every commune a point may lie and still belong to the nearest one (our rule). */
export const NEAREST_METRES = 500;

interface Placed {
  readonly territory: Territory;
  readonly shape: Shape;
}

export interface Outline {
  readonly territory: Territory;
  readonly geometry: Polygon | MultiPolygon;
}

/** Builds the point lookup over the communes and, in the cities that have them, their arrondissements. */
export function buildLocator(communes: readonly Outline[], arrondissements: readonly Outline[]) {
  // Smallest first, then by code: where a set has overlaps, an enclave wins over what surrounds it, on every machine.
  const placed = communes.map(place).sort((a, b) => a.shape.area - b.shape.area || order(a.territory, b.territory));
  const tree = new Flatbush(Math.max(1, placed.length));
  if (placed.length === 0) tree.add(0, 0, 0, 0);
  for (const { shape } of placed) tree.add(shape.west, shape.south, shape.east, shape.north);
  tree.finish();
  const parts = Map.groupBy(arrondissements.map(place), ({ territory }) => territory.parent);

  return function locate(longitude: number, latitude: number): Located {
    check('longitude', longitude, 180);
    check('latitude', latitude, 90);
    const located = find(longitude, latitude);
    if (located.outcome !== 'outside' || Math.abs(longitude) > 90) return located;
    return find(latitude, longitude).outcome === 'outside' ? located : { outcome: 'outside', hint: 'swapped' };
  };

  function find(x: number, y: number): Located {
    let best = Infinity;
    for (const index of tree.search(x, y, x, y)) {
      const candidate = placed[index];
      if (candidate !== undefined && index < best && contains(candidate.shape, x, y)) best = index;
    }
    const commune = placed[best]?.territory;
    if (commune === undefined) return nearest(x, y);
    const arrondissement = parts.get(commune.code)?.find(({ shape }) => contains(shape, x, y))?.territory;
    return { outcome: 'found', commune, ...(arrondissement && { arrondissement }), distance: 0 };
  }

  function nearest(x: number, y: number): Located {
    const ruler = new CheapRuler(y, 'meters');
    const [west, south, east, north] = ruler.bufferPoint([x, y], NEAREST_METRES);
    let found: { commune: Territory; distance: number } | undefined;
    for (const index of tree.search(west, south, east, north).sort((a, b) => a - b)) {
      const candidate = placed[index];
      if (candidate === undefined) continue;
      const distance = distanceTo(candidate.shape, x, y, ruler);
      if (distance <= NEAREST_METRES && distance < (found?.distance ?? Infinity)) {
        found = { commune: candidate.territory, distance };
      }
    }
    return found === undefined ? { outcome: 'outside' } : { outcome: 'nearest', ...found };
  }
}

function place({ territory, geometry }: Outline): Placed {
  return { territory, shape: prepareShape(geometry) };
}

function order(a: Territory, b: Territory): number {
  return a.code < b.code ? -1 : 1;
}

function distanceTo({ edges }: Shape, x: number, y: number, ruler: CheapRuler): number {
  let least = Infinity;
  for (let e = 0; e < edges.length; e += 4) {
    const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = edges.subarray(e, e + 4);
    least = Math.min(least, ruler.pointToSegmentDistance([x, y], [x1, y1], [x2, y2]));
  }
  return least;
}

function check(field: string, value: number, limit: number): void {
  if (typeof value !== 'number' || !Number.isFinite(value) || Math.abs(value) > limit) {
    throw new TerritoryError('invalid-coordinate', field, `must be a number of degrees from -${limit} to ${limit}`);
  }
}
