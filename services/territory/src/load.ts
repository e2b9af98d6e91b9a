import type { Feature, MultiPolygon, Polygon } from 'geojson';
import { feature, merge } from 'topojson-client';
import type {
  MultiPolygon as ArcMultiPolygon,
  Polygon as ArcPolygon,
  GeometryCollection,
} from 'topojson-specification';
import { type DatasetSource, readDataset } from './dataset.ts';
import { TerritoryError } from './errors.ts';
import { buildHierarchy } from './hierarchy.ts';
import { buildLocator, type Outline } from './locate.ts';
import type { Territory, TerritoryFeature, TerritoryIndex } from './types.ts';

type ArcGeometry = ArcPolygon | ArcMultiPolygon;

/**
 * Reads and checks a data set and prepares every lookup; takes about half a second and is done once.
 * @throws TerritoryError `malformed-dataset`, its field saying where
 */
export function loadTerritories(source: DatasetSource): TerritoryIndex {
  const { version, territories, topology } = readDataset(source);
  const hierarchy = buildHierarchy(territories);
  const shapes = new Map<string, ArcGeometry>();
  collect(topology.objects.communes, 'commune');
  collect(topology.objects.arrondissements, 'arrondissement');

  const outlines = (kind: 'commune' | 'arrondissement'): Outline[] =>
    hierarchy.byKind(kind).map((territory) => ({ territory, geometry: outline(shapeOf(territory)) }));
  const locate = buildLocator(outlines('commune'), outlines('arrondissement'));

  return {
    ...hierarchy,
    version,
    locate,
    boundary(code): TerritoryFeature {
      const territory = hierarchy.get(code);
      if (territory === undefined)
        throw new TerritoryError('unknown-territory', 'code', `no territory has the code ${code}`);
      const { kind, name, bbox } = territory;
      const own = shapes.get(code);
      const geometry = own === undefined ? merge(topology, leaves(territory)) : outline(own);
      return { type: 'Feature', id: code, bbox: [...bbox], properties: { code, kind, name }, geometry };
    },
  };

  function collect(layer: GeometryCollection, kind: Territory['kind']): void {
    for (const geometry of layer.geometries) {
      const code = String(geometry.id);
      if (hierarchy.get(code)?.kind !== kind || shapes.has(code)) {
        const what = shapes.has(code) ? 'is drawn twice' : `is not a known ${kind}`;
        throw new TerritoryError('malformed-dataset', `boundaries.objects.${kind}s.${code}`, what);
      }
      shapes.set(code, geometry as ArcGeometry);
    }
  }

  function shapeOf({ code }: Territory): ArcGeometry {
    const shape = shapes.get(code);
    if (shape === undefined) throw new TerritoryError('malformed-dataset', `territories.${code}`, 'has no boundary');
    return shape;
  }

  function outline(shape: ArcGeometry): Polygon | MultiPolygon {
    return (feature(topology, shape) as Feature<Polygon | MultiPolygon>).geometry;
  }

  /** A city's own shape stands for its arrondissements and their governors' areas: nothing is merged twice. */
  function leaves(territory: Territory): ArcGeometry[] {
    return hierarchy
      .children(territory.code)
      .filter((child) => child.kind !== 'prefecture-arrondissements')
      .flatMap((child) => (shapes.has(child.code) ? [shapeOf(child)] : leaves(child)));
  }
}
