import type { Position } from 'geojson';

/** Some ground under a 2024 code of a commune or an arrondissement; a code may have several parts. */
export interface BoundaryPart {
  readonly code: string;
  readonly polygons: Position[][][];
}

/** Even-odd test against one closed ring. */
export function containsPosition(ring: readonly Position[], [x = 0, y = 0]: Position): boolean {
  let inside = false;
  for (let i = 1; i < ring.length; i++) {
    const [x1 = 0, y1 = 0] = ring[i - 1] ?? [];
    const [x2 = 0, y2 = 0] = ring[i] ?? [];
    if (y1 > y !== y2 > y && x < x1 + ((y - y1) / (y2 - y1)) * (x2 - x1)) inside = !inside;
  }
  return inside;
}
