import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { FeatureCollection, MultiPolygon, Polygon } from 'geojson';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';

/**
 * The provinces as OpenStreetMap draws them (npm `morocco-map`, ODbL): a second opinion for tests. Nothing of it is
 * shipped and its labels are never read.
 */
export async function oracleProvinces(): Promise<FeatureCollection<Polygon | MultiPolygon, { theirs: string }>> {
  const path = fileURLToPath(import.meta.resolve('morocco-map/data/provinces.json'));
  const topology: Topology<{ provinces: GeometryCollection }> = JSON.parse(await readFile(path, 'utf8'));
  const { features } = feature(topology, topology.objects.provinces);
  return {
    type: 'FeatureCollection',
    features: features.map(({ id, geometry }) => ({
      type: 'Feature',
      properties: { theirs: String(id) },
      geometry: geometry as Polygon | MultiPolygon,
    })),
  };
}
