import { join } from 'node:path';
import { readPrevious, root } from './previous.ts';

/** Arguments for buf: whether the contracts in a folder still serve who speaks those of the previous release. */
export async function breakingArguments(folder = 'proto'): Promise<readonly string[]> {
  const { contracts } = await readPrevious();
  return ['breaking', folder, '--against', join(root, contracts)];
}
