import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { JWK } from 'jose';
import { acrossCells } from '../access/caller-token.ts';

/**
 * Lets whoever verifies with `folder` take services of another cell: the public halves of its keys, which lie in `theirs`, under the
 * names that cells know one another by. Once more changes nothing.
 */
export async function trustCell(
  folder: string,
  other: { readonly cell: string; readonly folder: string; readonly services: readonly string[] },
): Promise<void> {
  const file = join(folder, 'callers.jwks.json');
  const { keys } = JSON.parse(await readFile(file, 'utf8')) as { keys: JWK[] };
  const names = other.services.map((service) => acrossCells(service, other.cell));
  const theirs = await Promise.all(
    other.services.map(async (service, index): Promise<JWK> => {
      const text = await readFile(join(other.folder, `${service}.key.json`), 'utf8');
      const { d: _private, ...publicKey } = JSON.parse(text) as JWK;
      return { ...publicKey, kid: names[index] ?? service };
    }),
  );
  const kept = keys.filter(({ kid = '' }) => !names.includes(kid));
  await writeFile(file, JSON.stringify({ keys: [...kept, ...theirs] }));
}
