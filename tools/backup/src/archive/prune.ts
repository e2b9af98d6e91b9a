import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { baseFolder, basesOf, headOf, segmentFile, segmentsOf } from './layout.ts';

/** Removes all bases but the last `keep`, and the segments that none of the kept ones needs. */
export async function prune(folder: string, keep: number): Promise<{ bases: number; segments: number }> {
  const bases = await basesOf(folder);
  const gone = bases.slice(0, Math.max(0, bases.length - keep));
  const [oldest] = bases.slice(gone.length);
  const done = { bases: gone.length, segments: 0 };
  for (const { name } of gone) await rm(baseFolder(folder, name), { recursive: true });
  if (oldest === undefined || (await headOf(folder)) === undefined) return done;
  for (const { number, until } of await segmentsOf(folder)) {
    const file = segmentFile(folder, number);
    if (BigInt(until) >= BigInt(oldest.manifest.from) || !existsSync(file)) continue;
    await rm(file);
    done.segments += 1;
  }
  return done;
}
