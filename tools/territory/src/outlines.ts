import type { Feature, FeatureCollection, Geometry, MultiPolygon, Polygon, Position } from 'geojson';
import mapshaper from 'mapshaper';
import { type BoundaryPart, containsPosition } from './part.ts';

export type OutlineFeature = Feature<Polygon | MultiPolygon, { code: string }>;

/** A hole that a known part of a territory fills. */
export interface HoleOwner {
  readonly code: string;
  readonly inside: Position;
}

/** No outline moves by more than this; far below the error of the source. */
const SIMPLIFY_METRES = 5;
/** Grid of the result, about a metre. */
const PRECISION_DEGREES = 0.00001;
/** A gap below this is a fault of drawing and goes to the neighbour with the longest common border. */
const GAP = '1km2';

// A town drawn inside a rural commune that has no hole for it must win over the commune: the smaller one wins.
const CLEAN = `-clean overlap-rule=min-area gap-fill-area=${GAP}`;

/**
 * Turns overlapping, gappy parts into one clean partition: crossings repaired, overlaps and small gaps resolved, parts
 * of one code joined, known holes given to their owners, borders simplified together.
 * @throws Error on a part that vanishes, or a hole of the country over 1 km² that nobody owns
 */
export async function cleanOutlines(
  parts: readonly BoundaryPart[],
  owners: readonly HoleOwner[],
): Promise<OutlineFeature[]> {
  const filled = [...parts, ...(await ownedHoles(parts, owners))];
  const simplify = `-simplify dp interval=${SIMPLIFY_METRES} keep-shapes`;
  const output = `-o out.json format=geojson rfc7946 precision=${PRECISION_DEGREES} fix-geometry`;
  const { features } = await run(`${CLEAN} -dissolve code ${simplify} ${output}`, filled);
  // A part that vanished has a null geometry, whatever the type says.
  const drawn = new Set(features.filter(({ geometry }) => geometry).map(({ properties }) => properties.code));
  const lost = parts.find(({ code }) => !drawn.has(code));
  if (lost !== undefined) throw new Error(`nothing is left of ${lost.code} once overlaps are resolved`);
  const holes = await countryHoles(filled);
  if (holes.length > 0) throw new Error(`${holes.length} holes over ${GAP} belong to nobody, one at ${holes[0]?.[0]}`);
  return features;
}

async function ownedHoles(parts: readonly BoundaryPart[], owners: readonly HoleOwner[]): Promise<BoundaryPart[]> {
  if (owners.length === 0) return [];
  const holes = await countryHoles(parts);
  return owners.map(({ code, inside }) => {
    const hole = holes.find((ring) => containsPosition(ring, inside));
    if (hole === undefined) throw new Error(`the country has no hole at ${inside}, where ${code} is expected`);
    return { code, polygons: [[[...hole].reverse()]] };
  });
}

async function countryHoles(parts: readonly BoundaryPart[]): Promise<Position[][]> {
  const whole = await run(`${CLEAN} -dissolve -o out.json format=geojson geojson-type=FeatureCollection`, parts);
  return whole.features.flatMap(({ geometry }) => polygonsOf(geometry).flatMap(([, ...holes]) => holes));
}

export function polygonsOf(geometry: Geometry): Position[][][] {
  if (geometry.type === 'Polygon') return [geometry.coordinates];
  return geometry.type === 'MultiPolygon' ? geometry.coordinates : [];
}

async function run(
  commands: string,
  parts: readonly BoundaryPart[],
): Promise<FeatureCollection<Polygon | MultiPolygon, { code: string }>> {
  const features = parts.map(({ code, polygons }) => ({
    type: 'Feature',
    properties: { code },
    geometry: { type: 'MultiPolygon', coordinates: polygons },
  }));
  const input = { 'in.json': JSON.stringify({ type: 'FeatureCollection', features }) };
  const output = await mapshaper.applyCommands(`-i in.json ${commands}`, input);
  return JSON.parse(String(output['out.json']));
}
