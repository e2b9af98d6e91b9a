import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { buildFiles } from '../src/files.ts';
import { CACHE, DATA } from './folders.ts';

describe('the committed data set', () => {
  it('is what the pinned packages give, byte for byte, and nothing else', async () => {
    const files = await buildFiles({ cache: CACHE });
    expect((await readdir(DATA)).sort()).toEqual([...files.keys()].sort());
    for (const [name, content] of files) {
      expect([name, (await readFile(join(DATA, name), 'utf8')) === content]).toEqual([name, true]);
    }
  }, 120_000);

  it('is at most 8 MB', async () => {
    const sizes = await Promise.all(
      (await readdir(DATA)).map(async (name) => (await readFile(join(DATA, name))).length),
    );
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(8_000_000);
  });
});
