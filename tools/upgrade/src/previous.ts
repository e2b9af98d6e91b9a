import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

export const root = join(import.meta.dirname, '../../..');

const shape = z.strictObject({
  version: z.string().regex(/^\d+\.\d+\.\d+$/),
  /** Where its tag points, for clones without tags. */
  commit: z.string().regex(/^[0-9a-f]{40}$/),
  /** Its contracts as a descriptor set, from the root of the repository. */
  contracts: z.string(),
  /** Of the descriptor set, unpacked. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

export type Previous = z.infer<typeof shape>;

/** The release before this one: what is in the field, and what this one must be able to stand beside. */
export const readPrevious = async (): Promise<Previous> =>
  shape.parse(JSON.parse(await readFile(join(root, 'tools/upgrade/previous.json'), 'utf8')));
