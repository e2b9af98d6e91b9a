import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { skewSystemTime } from './skew.ts';

let folder: string;
const given = (text: string): string => {
  const file = join(folder, 'skew');
  writeFileSync(file, text);
  return file;
};
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'jamaa-skew-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('a clock that is wrong on purpose', () => {
  it('is wrong for the whole process, and what is no question for the time is left alone', () => {
    const script = `
      const right = Date.now();
      const { skewSystemTime } = await import(${JSON.stringify(import.meta.resolve('./skew.ts'))});
      skewSystemTime(${JSON.stringify(given('-300000\n'))}, 'development');
      const { v7 } = await import(${JSON.stringify(import.meta.resolve('uuid'))});
      const ofId = Number.parseInt(v7().replaceAll('-', '').slice(0, 12), 16);
      const told = [Date.now(), new Date().getTime(), ofId].map((time) => Math.round((time - right) / 10_000) * 10);
      console.log(JSON.stringify([told, new Date(5).getTime(), new Date() instanceof Date, Date.UTC(1970, 0, 2)]));`;
    const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
    expect(JSON.parse(stdout)).toEqual([[-300, -300, -300], 5, true, 86_400_000]);
  });
  it('is right without the file', () => {
    const before = Date;
    skewSystemTime(join(folder, 'none'), 'test');
    expect(Date).toBe(before);
  });
  it('is refused in production, and when no number is given', () => {
    expect(() => skewSystemTime(given('0'), 'production')).toThrow('production');
    expect(() => skewSystemTime(given('soon'), 'test')).toThrow('no number');
  });
});
