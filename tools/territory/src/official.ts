import { z } from 'zod';
import type { CensusTerritory } from './census.ts';
import type { BoundaryPart } from './part.ts';

const position = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)], z.number());
const polygon = z.array(z.array(position).min(4)).min(1);
const collection = z.object({
  type: z.literal('FeatureCollection'),
  features: z.array(
    z.object({
      type: z.literal('Feature'),
      id: z.union([z.string(), z.number()]).optional(),
      properties: z.looseObject({ code: z.string().optional() }).nullable(),
      geometry: z.discriminatedUnion('type', [
        z.object({ type: z.literal('Polygon'), coordinates: polygon }),
        z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(polygon).min(1) }),
      ]),
    }),
  ),
});

/**
 * Reads official boundaries: a GeoJSON FeatureCollection (WGS 84) of polygons keyed by 2024 code in `properties.code`
 * or `id`. Every commune and every arrondissement must be there once; a city made of arrondissements may be left out,
 * it is their union in any case.
 * @throws Error naming the feature, or the codes that are missing, unknown or given twice
 */
export function readOfficial(bytes: Uint8Array, territories: readonly CensusTerritory[]): BoundaryPart[] {
  const leaves = new Set(leafCodes(territories));
  const cities = new Set(territories.flatMap(({ kind, parent }) => (kind === 'arrondissement' ? [parent] : [])));
  const parts = new Map<string, BoundaryPart>();
  for (const [index, feature] of parseCollection(bytes).features.entries()) {
    const code = feature.properties?.code ?? String(feature.id ?? '');
    if (cities.has(code)) continue;
    if (!leaves.has(code)) throw new Error(`features[${index}]: "${code}" is the code of no commune or arrondissement`);
    if (parts.has(code)) throw new Error(`features[${index}]: ${code} is given twice`);
    const { type, coordinates } = feature.geometry;
    const polygons = type === 'Polygon' ? [coordinates] : coordinates;
    parts.set(code, { code, polygons: polygons.map((rings) => rings.map((ring) => ring.map(([x, y]) => [x, y]))) });
  }
  const missing = [...leaves].filter((code) => !parts.has(code)).sort();
  if (missing.length > 0) {
    throw new Error(
      `${missing.length} communes or arrondissements have no boundary: ${missing.slice(0, 10).join(', ')}`,
    );
  }
  return [...parts.values()].sort((a, b) => (a.code < b.code ? -1 : 1));
}

function parseCollection(bytes: Uint8Array): z.infer<typeof collection> {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new Error('the boundaries are not JSON in UTF-8', { cause });
  }
  const result = collection.safeParse(json);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw new Error(
    `the boundaries are no GeoJSON of polygons at ${issue?.path.join('.') || 'the top'}: ${issue?.message}`,
  );
}

/** The territories that are drawn: arrondissements, and the communes not made of them. */
export function leafCodes(territories: readonly CensusTerritory[]): string[] {
  const cities = new Set(territories.flatMap(({ kind, parent }) => (kind === 'arrondissement' ? [parent] : [])));
  return territories
    .filter(({ kind, code }) => kind === 'arrondissement' || (kind === 'commune' && !cities.has(code)))
    .map(({ code }) => code);
}
