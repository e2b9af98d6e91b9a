import { existsSync } from 'node:fs';
import { appendFile, mkdir, open, readdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { syncFolderOf } from './bson-file.ts';

/**
 * An archive of one cell:
 *
 *     bases/<moment>/base.json       what it holds, with digests; written last: without it the base is not there
 *     bases/<moment>/<database>/<collection>.bson
 *     bases/<moment>/during.bson     changes while it was taken
 *     tail/segments.jsonl            one line a segment, in order
 *     tail/<number>.bson             changes, in order
 *     tail/head.json                 how far the tail has come, segments or not
 *     restores.jsonl                 epochs that were given
 *
 * Moments are the database's own times (seconds and counter), as decimal text, so that they compare exactly.
 */
const moment = z.string().regex(/^\d+$/);

const baseCollection = z.object({
  database: z.string(),
  collection: z.string(),
  documents: z.int(),
  bytes: z.int(),
  sha256: z.string(),
  indexes: z.array(z.record(z.string(), z.unknown())),
});

export const baseManifest = z.object({
  format: z.literal(1),
  cell: z.string(),
  databases: z.array(z.string()),
  /** Every change after it is in `during` or in the tail. */
  from: moment,
  /** The base with its `during` holds everything up to here. */
  until: moment,
  startedAt: z.iso.datetime(),
  endedAt: z.iso.datetime(),
  collections: z.array(baseCollection),
  during: z.object({ documents: z.int(), bytes: z.int(), sha256: z.string() }),
});
export type BaseManifest = z.infer<typeof baseManifest>;

const segment = z.object({
  number: z.int(),
  /** A tail that could not go on where it was begins another chain; only segments of one chain follow each other without a gap. */
  chain: z.int(),
  documents: z.int(),
  bytes: z.int(),
  sha256: z.string(),
  until: moment,
  at: z.iso.datetime(),
});
export type Segment = z.infer<typeof segment>;

export const headRow = z.object({
  chain: z.int(),
  /** Where the chain begins. */
  from: moment,
  until: moment,
  /** Number of its last segment, 0 for none yet. */
  number: z.int(),
  /** Absent until the chain has read its first change. */
  token: z.record(z.string(), z.unknown()).optional(),
  at: z.iso.datetime(),
});
export type Head = z.infer<typeof headRow>;

const restoreRow = z.object({ epoch: z.int(), at: z.iso.datetime(), operator: z.string() });

const paths = (folder: string) => ({
  bases: join(folder, 'bases'),
  tail: join(folder, 'tail'),
  segments: join(folder, 'tail/segments.jsonl'),
  head: join(folder, 'tail/head.json'),
  restores: join(folder, 'restores.jsonl'),
});

export const baseFolder = (folder: string, name: string): string => join(paths(folder).bases, name);
export const segmentFile = (folder: string, number: number): string =>
  join(paths(folder).tail, `${String(number).padStart(10, '0')}.bson`);

/** Seconds of a moment. */
export const momentToDate = (text: string): Date => new Date(Number(BigInt(text) >> 32n) * 1_000);

export async function openArchive(folder: string): Promise<void> {
  await mkdir(paths(folder).bases, { recursive: true, mode: 0o700 });
  await mkdir(paths(folder).tail, { recursive: true, mode: 0o700 });
}

/** Finished bases, oldest first. */
export async function basesOf(folder: string): Promise<{ name: string; manifest: BaseManifest }[]> {
  const { bases } = paths(folder);
  if (!existsSync(bases)) return [];
  const found: { name: string; manifest: BaseManifest }[] = [];
  for (const name of (await readdir(bases)).sort()) {
    const file = join(bases, name, 'base.json');
    if (existsSync(file)) found.push({ name, manifest: baseManifest.parse(JSON.parse(await readFile(file, 'utf8'))) });
  }
  return found;
}

export async function headOf(folder: string): Promise<Head | undefined> {
  const { head } = paths(folder);
  return existsSync(head) ? headRow.parse(JSON.parse(await readFile(head, 'utf8'))) : undefined;
}

export const writeHead = (folder: string, head: Head): Promise<void> =>
  writeWhole(paths(folder).head, JSON.stringify(head));

/** Segments that the head vouches for, in order: one that a crash left behind it was not finished, and is written anew. */
export async function segmentsOf(folder: string): Promise<Segment[]> {
  const last = (await headOf(folder))?.number ?? 0;
  const rows = await lines(paths(folder).segments, (value) => segment.parse(value));
  const byNumber = new Map(rows.filter(({ number }) => number <= last).map((row) => [row.number, row]));
  return [...byNumber.values()].sort((a, b) => a.number - b.number);
}

export const addSegment = (folder: string, row: Segment): Promise<void> => addLine(paths(folder).segments, row);

/** The lowest epoch that no restore from this archive has given yet. */
export async function nextEpoch(folder: string): Promise<number> {
  const given = await lines(paths(folder).restores, (value) => restoreRow.parse(value).epoch);
  return Math.max(0, ...given) + 1;
}

export const noteRestore = (folder: string, row: z.infer<typeof restoreRow>): Promise<void> =>
  addLine(paths(folder).restores, row);

/** The old content or the new one, whatever happens in between. */
export async function writeWhole(path: string, text: string): Promise<void> {
  const beside = `${path}.new`;
  const file = await open(beside, 'w', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(beside, path);
  await syncFolderOf(path);
}

async function addLine(path: string, row: object): Promise<void> {
  // A line that a crash cut short must not take the next one with it.
  await appendFile(path, `\n${JSON.stringify(row)}\n`, { mode: 0o600, flush: true });
}

async function lines<T>(path: string, read: (value: unknown) => T): Promise<T[]> {
  if (!existsSync(path)) return [];
  const text = await readFile(path, 'utf8');
  return text.split('\n').flatMap((line) => {
    if (line === '') return [];
    try {
      return [read(JSON.parse(line))];
    } catch (error) {
      if (error instanceof SyntaxError) return [];
      throw error;
    }
  });
}
