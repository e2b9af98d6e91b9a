import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BoundaryTopology, Territory } from '@jamaa/territory';

export const DATA = join(import.meta.dirname, '..', 'data');
const made: string[] = [];
const KEPT = /^03(\.451.*)?$/;

/** A folder with the province of Sefrou alone; each `population` of the région gives another version. */
export async function smallSet(population: number): Promise<string> {
  const read = async (file: string): Promise<unknown> => JSON.parse(await readFile(join(DATA, file), 'utf8'));
  const { territories } = (await read('territories.json')) as { territories: Territory[] };
  const topology = (await read('boundaries.topojson')) as BoundaryTopology;
  const numbers = new Map<number, number>();
  const renumber = (arc: number): number => {
    const old = arc < 0 ? ~arc : arc;
    const now = numbers.get(old) ?? numbers.size;
    numbers.set(old, now);
    return arc < 0 ? ~now : now;
  };
  const kept = topology.objects.communes.geometries.filter(({ id }) => KEPT.test(String(id)));
  const geometries = kept.map((geometry) => {
    if (geometry.type === 'Polygon') return { ...geometry, arcs: geometry.arcs.map((ring) => ring.map(renumber)) };
    if (geometry.type !== 'MultiPolygon') throw new Error(`a commune is a ${geometry.type}`);
    return { ...geometry, arcs: geometry.arcs.map((polygon) => polygon.map((ring) => ring.map(renumber))) };
  });
  const boundaries = {
    ...topology,
    objects: {
      communes: { type: 'GeometryCollection', geometries },
      arrondissements: { type: 'GeometryCollection', geometries: [] },
    },
    arcs: [...numbers.keys()].map((old) => topology.arcs[old]),
  };
  const folder = await mkdtemp(join(tmpdir(), 'jamaa-territory-'));
  made.push(folder);
  const some = territories
    .filter(({ code }) => KEPT.test(code))
    .map((one) => (one.code === '03' ? { ...one, population } : one));
  await writeFile(join(folder, 'territories.json'), JSON.stringify({ schema: 1, territories: some }));
  await writeFile(join(folder, 'boundaries.topojson'), JSON.stringify(boundaries));
  return folder;
}

export async function removeSets(): Promise<void> {
  for (const folder of made.splice(0)) await rm(folder, { recursive: true });
}
