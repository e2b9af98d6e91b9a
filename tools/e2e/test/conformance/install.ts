import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { python } from '@jamaa/stack';

const requirements = join(import.meta.dirname, 'requirements.txt');
const cache = join(import.meta.dirname, '../../../../.jamaa/cache');

/** Wheels with extension modules fit one version of Python and one system. An older Python is told in words, not by pip. */
const WHICH = `
import sys, sysconfig
if sys.version_info < (3, 11): sys.exit('the tests of the OpenAPI document need Python 3.11 or newer')
print(sys.implementation.cache_tag, sysconfig.get_platform())
`;

/**
 * Folder in which the pinned schemathesis lies, for PYTHONPATH; installed there when it is not yet. Every wheel's checksum is
 * compared with the pinned ones, and nothing is built from source.
 * @throws SetupError in one line without Python 3.11 with pip, or when a download fails.
 */
export async function installed(): Promise<string> {
  const pinned = createHash('sha256').update(await readFile(requirements));
  const key = pinned.update(await python(['-c', WHICH])).digest('hex');
  const home = join(cache, `schemathesis-${key.slice(0, 16)}`);
  if (existsSync(home)) return home;
  await mkdir(cache, { recursive: true });
  const place = await mkdtemp(join(cache, '.schemathesis-'));
  try {
    const only = ['--require-hashes', '--only-binary=:all:', '--no-deps'];
    const quiet = ['--quiet', '--disable-pip-version-check', '--no-warn-script-location', '--root-user-action=ignore'];
    await python(['-m', 'pip', 'install', ...only, ...quiet, '--target', place, '--requirement', requirements]);
    await rename(place, home);
  } finally {
    await rm(place, { recursive: true, force: true });
  }
  return home;
}
