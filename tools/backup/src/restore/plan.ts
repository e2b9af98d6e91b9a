import { join } from 'node:path';
import { digestOfFile } from '../archive/bson-file.ts';
import {
  type BaseManifest,
  baseFolder,
  basesOf,
  type Head,
  headOf,
  momentToDate,
  type Segment,
  segmentFile,
  segmentsOf,
} from '../archive/layout.ts';

/** What a restore reads, in order. */
export interface Plan {
  readonly name: string;
  readonly manifest: BaseManifest;
  readonly segments: readonly Segment[];
  /** The last moment that it holds. */
  readonly point: Date;
  /** Why nothing later is there, where something is missing. */
  readonly note?: string;
}

/** An archive that cannot be restored from, or not so. */
export class ArchiveError extends Error {
  override readonly name = 'ArchiveError';
}

/**
 * The newest base that began before `until` (the end of the archive when not given), and the segments after it.
 * @throws ArchiveError when there is no base, or when `until` lies before its end
 */
export async function planRestore(folder: string, until?: Date): Promise<Plan> {
  const bases = await basesOf(folder);
  const usable = bases.filter(({ manifest }) => until === undefined || momentToDate(manifest.until) <= until);
  const base = usable.at(-1);
  if (base === undefined)
    throw new ArchiveError(
      bases.length === 0 ? `no finished base in ${folder}` : `no base in ${folder} ends before ${until?.toISOString()}`,
    );
  const { name, manifest } = base;
  const alone = { name, manifest, segments: [], point: momentToDate(manifest.until) };
  const head = await headOf(folder);
  const chain = await chainOf(folder, manifest, head);
  if (head === undefined || chain === undefined)
    return { ...alone, note: 'no unbroken tail follows this base: what came after it is not in the archive' };
  const segments = chain.filter(
    (segment) =>
      BigInt(segment.until) > BigInt(manifest.from) && (until === undefined || momentToDate(segment.until) <= until),
  );
  const last = segments.at(-1);
  // A tail that ends before the copies do would take rows back: the changes that were archived with the base are the better ones.
  if (last === undefined || BigInt(last.until) < BigInt(manifest.until)) return alone;
  return { name, manifest, segments, point: momentToDate(until === undefined ? head.until : last.until) };
}

/** The segments of the chain that reaches back to the base's beginning. */
async function chainOf(folder: string, manifest: BaseManifest, head: Head | undefined): Promise<Segment[] | undefined> {
  if (head === undefined || BigInt(head.from) > BigInt(manifest.from)) return undefined;
  return (await segmentsOf(folder)).filter(({ chain }) => chain === head.chain);
}

/** Reads everything that a restore would read. Returns the files whose content is not what was written. */
export async function damagedFiles(folder: string, plan: Plan): Promise<string[]> {
  const base = baseFolder(folder, plan.name);
  const files = [
    { path: join(base, 'during.bson'), sha256: plan.manifest.during.sha256 },
    ...plan.manifest.collections.map((one) => ({
      path: join(base, one.database, `${one.collection}.bson`),
      sha256: one.sha256,
    })),
    ...plan.segments.map((one) => ({ path: segmentFile(folder, one.number), sha256: one.sha256 })),
  ];
  const damaged: string[] = [];
  for (const { path, sha256 } of files) {
    const found = await digestOfFile(path).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return 'missing';
      throw error;
    });
    if (found !== sha256) damaged.push(path);
  }
  return damaged;
}
