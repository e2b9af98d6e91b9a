import { readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { goldens, keptOf } from '../src/goldens.ts';
import { compare, manifestsOf } from '../src/manifests.ts';
import { cells, overlayOf } from '../src/overlays.ts';
import { root } from '../src/paths.ts';
import { regions as byPopulation, classOf } from '../src/sizing/classes.ts';
import { manifestsOfCell, textOf } from './support/cells.ts';

const overlayOfCell = (cell: string) =>
  parse(readFileSync(overlayOf(cell), 'utf8')) as { cell: string; sizeClass: string };
const sizeClassOf = (cell: string): string => overlayOfCell(cell).sizeClass;

const folder = join(root, 'deploy/goldens');

describe('what was rendered when somebody last looked', () => {
  it.each(Object.entries(goldens))(
    '%s is what is rendered for %s today (else: npm run deploy:goldens)',
    async (name, cell) => {
      const golden = manifestsOf(await readFile(join(folder, `${name}.yaml`), 'utf8'));
      expect(compare(golden, manifestsOf(keptOf(await textOf(cell))))).toEqual([]);
    },
  );

  it('is kept for each size class and the nation, and nothing else', async () => {
    expect((await readdir(folder)).map((file) => basename(file, '.yaml')).sort()).toEqual(Object.keys(goldens).sort());
  });
});

/** Paths in which two cells of one size may differ: what their overlays say. */
const ownWords: readonly RegExp[] = [
  /metadata\.labels\.jamaa\/cell$/,
  /\.env\.\d+\.value$/,
  /^spec\.dnsNames\.\d+$/,
  /^spec\.(tls\.0\.hosts|rules|hostnames)\.0(\.host)?$/,
  /^spec\.tls\.0\.hosts\.0$/,
  /^spec\.rules\.0\.host$/,
  /args\.\d+$/,
  /metadata\.namespace$/,
  // Alerts are narrowed to their cell.
  /^spec\.groups\.\d+\.(name|rules\.\d+\.expr)$/,
];

describe('the twelve régions', () => {
  const regions = cells().filter((cell) => cell !== 'national');
  const samples = new Map(
    ['small', 'medium', 'large'].map((size) => [size, regions.find((cell) => sizeClassOf(cell) === size) ?? '']),
  );

  it('are twelve, of three sizes', () => {
    expect(regions).toEqual(Array.from({ length: 12 }, (_, at) => String(at + 1).padStart(2, '0')));
    expect([...samples.values()].every((cell) => cell !== '')).toBe(true);
  });

  it.each(byPopulation())('$code $name has its own code, and the size of its population', ({ code, population }) => {
    expect(overlayOfCell(code)).toMatchObject({ cell: code, sizeClass: classOf(population) });
  });

  it.each(regions)('%s differs from others of its size in its own name and addresses only', async (cell) => {
    const sample = samples.get(sizeClassOf(cell)) ?? '';
    const lines = compare(await manifestsOfCell(sample), await manifestsOfCell(cell));
    expect(lines.filter((line) => /^[+-] /.test(line))).toEqual([]);
    const leaves = lines
      .filter((line) => line.startsWith('  '))
      .map((line) => /^ {2}(.*?): ("|\d|-)/.exec(line)?.[1] ?? line);
    expect(leaves.filter((leaf) => !ownWords.some((one) => one.test(leaf)))).toEqual([]);
    // Two régions of one size with no difference would be one région twice.
    expect(leaves.length > 0).toBe(cell !== sample);
  });

  it.each([
    ['small', 'medium'],
    ['medium', 'large'],
  ] as const)('%s and %s differ in replicas and requests as well, and in no object', async (one, other) => {
    const [a = '', b = ''] = [samples.get(one), samples.get(other)];
    const lines = compare(await manifestsOfCell(a), await manifestsOfCell(b));
    expect(lines.filter((line) => /^[+-] /.test(line))).toEqual([]);
    const leaves = lines.filter((line) => line.startsWith('  ')).map((line) => line.trim().split(': ')[0] ?? '');
    const others = leaves.filter((leaf) => !ownWords.some((own) => own.test(leaf)));
    expect(others.length).toBeGreaterThan(0);
    expect(
      others.filter((leaf) => !/^spec\.(min|max)Replicas$|\.resources\.(requests|limits)\.(cpu|memory)$/.test(leaf)),
    ).toEqual([]);
  });
});
