import { type BoundaryTopology, loadTerritories, type Territory } from '@jamaa/territory';
import type { Census, CensusTerritory } from './census.ts';
import { cleanOutlines, type HoleOwner } from './outlines.ts';
import type { BoundaryPart } from './part.ts';
import { placeOf } from './places.ts';
import { buildTopology } from './topology.ts';

export interface BuiltDataset {
  readonly territories: Territory[];
  readonly topology: BoundaryTopology;
}

const NOWHERE = { point: [0, 0], bbox: [0, 0, 0, 0] } as const;

/**
 * Builds the data set of the census's territories from the ground each commune and arrondissement holds. The same
 * input gives the same result, to the byte.
 * @throws Error, or the library's own TerritoryError, when the result would not hold together
 */
export async function buildDataset(
  census: Census,
  parts: readonly BoundaryPart[],
  owners: readonly HoleOwner[] = [],
): Promise<BuiltDataset> {
  const cities = new Map(
    census.territories.flatMap(({ kind, code, parent }) =>
      kind === 'arrondissement' && parent ? [[code, parent]] : [],
    ),
  );
  const topology = buildTopology(await cleanOutlines(parts, owners), (code) => cities.get(code));
  const ordered = [...census.territories].sort((a, b) => (a.code < b.code ? -1 : 1));
  const index = load(
    ordered.map((territory) => ({ ...record(territory), ...NOWHERE })),
    topology,
  );
  const territories = ordered.map((territory) => ({
    ...record(territory),
    ...placeOf(index.boundary(territory.code).geometry),
  }));
  return { territories, topology };
}

function load(territories: Territory[], boundaries: BoundaryTopology) {
  return loadTerritories({ territories: { schema: 1, territories }, boundaries });
}

/** Members in one fixed order, for stable files. */
function record({
  code,
  kind,
  parent,
  name,
  population,
  urban,
  codes2014,
  supervision,
}: CensusTerritory): CensusTerritory {
  return {
    code,
    kind,
    parent,
    name,
    population,
    ...(urban !== undefined && { urban }),
    ...(codes2014 && { codes2014 }),
    ...(supervision && { supervision }),
  };
}

/** One territory or arc a line, so that a change shows as the lines it touches. */
export function encodeDataset({ territories, topology }: BuiltDataset): { territories: string; boundaries: string } {
  const lines = (values: readonly unknown[]) => values.map((value) => JSON.stringify(value)).join(',\n');
  const { arcs, objects, ...head } = topology;
  const layer = (name: 'communes' | 'arrondissements') =>
    `"${name}":{"type":"GeometryCollection","geometries":[\n${lines(objects[name].geometries)}\n]}`;
  return {
    territories: `{"schema":1,"territories":[\n${lines(territories)}\n]}\n`,
    boundaries: `${JSON.stringify(head).slice(0, -1)},"objects":{${layer('communes')},\n${layer('arrondissements')}},"arcs":[\n${lines(arcs)}\n]}\n`,
  };
}
