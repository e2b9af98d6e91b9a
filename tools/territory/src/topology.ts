import type { BoundaryTopology } from '@jamaa/territory';
import { mergeArcs, quantize } from 'topojson-client';
import { topology } from 'topojson-server';
import type {
  MultiPolygon as ArcMultiPolygon,
  Polygon as ArcPolygon,
  GeometryObject,
  Topology,
} from 'topojson-specification';
import type { OutlineFeature } from './outlines.ts';

/** Positions become whole steps of a hundred-thousandth of a degree from this corner. */
const GRID = { scale: [1e-5, 1e-5], translate: [-18, 20] } as const;

/**
 * One topology of communes and arrondissements over shared arcs; the city of some arrondissements is their union.
 * @param cityOf the code of the city for an arrondissement, undefined for a commune
 */
export function buildTopology(
  outlines: readonly OutlineFeature[],
  cityOf: (code: string) => string | undefined,
): BoundaryTopology {
  const drawn = Object.fromEntries(outlines.map(({ geometry, properties }) => [properties.code, geometry]));
  const leaves = topology(drawn);
  // Every leaf is an object of its own so far: gather them into the two layers.
  const shapes = Object.entries(leaves.objects).map(([id, geometry]) => ({ ...geometry, id }) as GeometryObject);
  const arrondissements = shapes.filter(({ id }) => cityOf(String(id)) !== undefined);
  const cities = Map.groupBy(arrondissements, ({ id }) => cityOf(String(id)) ?? '');
  const merged = [...cities].map(([id, parts]) => ({
    ...mergeArcs(leaves as Topology, parts as (ArcPolygon | ArcMultiPolygon)[]),
    id,
  }));
  const communes = [...shapes.filter(({ id }) => cityOf(String(id)) === undefined), ...merged];
  const layer = (geometries: GeometryObject[]) => ({
    type: 'GeometryCollection' as const,
    geometries: geometries.sort((a, b) => (String(a.id) < String(b.id) ? -1 : 1)),
  });
  const objects = { communes: layer(communes), arrondissements: layer(arrondissements) };
  const { bbox: _, ...rest } = leaves as Topology;
  const { type, transform, bbox, arcs } = quantize(
    { ...rest, objects },
    GRID as unknown as Topology['transform'] & object,
  ) as Topology;
  return { type, bbox, transform, objects, arcs } as BoundaryTopology;
}
