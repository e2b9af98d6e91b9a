import type { BoundingBox, Position } from '@jamaa/territory';
import type { Geometry, Position as GeoPosition } from 'geojson';
import polylabel from 'polylabel';
import { polygonsOf } from './outlines.ts';

/** How close to the best interior point the search comes, in degrees. */
const POINT_PRECISION = 0.0005;

/** The bounding box of a geometry and the point of its largest polygon farthest from any border. */
export function placeOf(geometry: Geometry): { point: Position; bbox: BoundingBox } {
  const polygons = polygonsOf(geometry);
  const rings = polygons.map(([outer = []]) => outer);
  const xs = rings.flat().map(([x = 0]) => x);
  const ys = rings.flat().map(([, y = 0]) => y);
  const largest = polygons[rings.reduce((best, ring, i) => (area(ring) > area(rings[best] ?? []) ? i : best), 0)] ?? [];
  const [x = 0, y = 0] = polylabel(largest, POINT_PRECISION);
  return {
    point: [grid(x), grid(y)],
    bbox: [grid(least(xs)), grid(least(ys)), grid(-least(xs, -1)), grid(-least(ys, -1))],
  };
}

/** Arrays this long do not fit into the arguments of Math.min. */
function least(values: readonly number[], sign = 1): number {
  return values.reduce((low, value) => Math.min(low, sign * value), Infinity);
}

function area(ring: readonly GeoPosition[]): number {
  let twice = 0;
  for (let i = 1; i < ring.length; i++) {
    const [x1 = 0, y1 = 0] = ring[i - 1] ?? [];
    const [x2 = 0, y2 = 0] = ring[i] ?? [];
    twice += x1 * y2 - x2 * y1;
  }
  return Math.abs(twice);
}

function grid(degrees: number): number {
  return Number(degrees.toFixed(5));
}
