import { readFile } from 'node:fs/promises';
import { availableParallelism, cpus } from 'node:os';
import { join } from 'node:path';
import { loadTerritories } from '@jamaa/territory';

const LOOKUPS = 200_000;
const DATA = join(import.meta.dirname, '../../../services/gis/data');

const source = {
  territories: await readFile(join(DATA, 'territories.json')),
  boundaries: await readFile(join(DATA, 'boundaries.topojson')),
};
const loading = performance.now();
const index = loadTerritories(source);
const loadMs = performance.now() - loading;

const points: [number, number][] = [];
while (points.length < LOOKUPS) {
  const point: [number, number] = [-17.105 + Math.random() * 16.085, 20.775 + Math.random() * 15.148];
  if (index.locate(...point).outcome === 'found') points.push(point);
}
const locating = performance.now();
for (const [longitude, latitude] of points) index.locate(longitude, latitude);
const seconds = (performance.now() - locating) / 1000;

const report = {
  command: 'node tools/territory/src/speed.ts',
  machine: `${cpus()[0]?.model}, ${availableParallelism()} cores`,
  node: process.version,
  loadMs: Math.round(loadMs),
  lookupsPerSecond: Math.round(LOOKUPS / seconds),
};
process.stdout.write(`${JSON.stringify(report, undefined, 2)}\n`);
