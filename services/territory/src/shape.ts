import type { MultiPolygon, Polygon, Position } from 'geojson';

/** About how many edges share one band: small enough to test in a microsecond, large enough to stay compact. */
const EDGES_PER_BAND = 8;

/**
 * A polygon prepared for many point tests: its edges, each with the lower end first, listed per horizontal band.
 * Neighbours hold the very same edges, so a point on a common border falls in exactly one of them.
 */
export interface Shape {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
  /** In square degrees: only for comparing shapes that overlap. */
  readonly area: number;
  /** Four numbers an edge: x1, y1, x2, y2 with y1 ≤ y2. */
  readonly edges: Float64Array;
  /** Edge numbers of band b are `members[starts[b] … starts[b + 1]]`. */
  readonly starts: Uint32Array;
  readonly members: Uint32Array;
  readonly bandHeight: number;
}

export function prepareShape(geometry: Polygon | MultiPolygon): Shape {
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  const rings = polygons.flat();
  const edges = new Float64Array(4 * rings.reduce((sum, ring) => sum + Math.max(0, ring.length - 1), 0));
  let [west, south, east, north, area, at] = [Infinity, Infinity, -Infinity, -Infinity, 0, 0];
  for (const ring of rings) {
    let twice = 0;
    for (let i = 1; i < ring.length; i++) {
      const [x1, y1] = point(ring[i - 1]);
      const [x2, y2] = point(ring[i]);
      edges.set(y1 < y2 || (y1 === y2 && x1 <= x2) ? [x1, y1, x2, y2] : [x2, y2, x1, y1], at);
      at += 4;
      west = Math.min(west, x2);
      east = Math.max(east, x2);
      south = Math.min(south, y2);
      north = Math.max(north, y2);
      twice += x1 * y2 - x2 * y1;
    }
    // TopoJSON winds holes against their outer ring, so that signed areas add up to the polygon's own.
    area += twice / 2;
  }
  return { west, south, east, north, area: Math.abs(area), edges, ...bands(edges, south, north) };
}

function point(position: Position | undefined): [number, number] {
  return [position?.[0] ?? Number.NaN, position?.[1] ?? Number.NaN];
}

function bands(edges: Float64Array, south: number, north: number) {
  const count = Math.max(1, Math.floor(edges.length / 4 / EDGES_PER_BAND));
  const bandHeight = (north - south) / count || 1;
  const band = (y: number) => Math.min(count - 1, Math.max(0, Math.floor((y - south) / bandHeight)));
  const starts = new Uint32Array(count + 1);
  const each = (visit: (band: number, edge: number) => void) => {
    for (let edge = 0; edge < edges.length / 4; edge++) {
      const top = band(edges[edge * 4 + 3] ?? 0);
      for (let b = band(edges[edge * 4 + 1] ?? 0); b <= top; b++) visit(b, edge);
    }
  };
  each((b) => {
    starts[b + 1] = (starts[b + 1] ?? 0) + 1;
  });
  for (let b = 1; b <= count; b++) starts[b] = (starts[b] ?? 0) + (starts[b - 1] ?? 0);
  const members = new Uint32Array(starts[count] ?? 0);
  const next = starts.slice();
  each((b, edge) => {
    const slot = next[b] ?? 0;
    members[slot] = edge;
    next[b] = slot + 1;
  });
  return { starts, members, bandHeight };
}

/** Even-odd rule over all rings; an edge counts its lower end and not its upper one. */
export function contains(shape: Shape, x: number, y: number): boolean {
  if (x < shape.west || x > shape.east || y < shape.south || y > shape.north) return false;
  const { edges, starts, members } = shape;
  const b = Math.min(starts.length - 2, Math.max(0, Math.floor((y - shape.south) / shape.bandHeight)));
  let inside = false;
  for (let i = starts[b] ?? 0, end = starts[b + 1] ?? 0; i < end; i++) {
    const e = (members[i] ?? 0) * 4;
    const y1 = edges[e + 1] ?? 0;
    const y2 = edges[e + 3] ?? 0;
    if (y < y1 || y >= y2) continue;
    const x1 = edges[e] ?? 0;
    if (x < x1 + ((y - y1) / (y2 - y1)) * ((edges[e + 2] ?? 0) - x1)) inside = !inside;
  }
  return inside;
}
