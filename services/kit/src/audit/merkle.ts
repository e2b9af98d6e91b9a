import { createHash } from 'node:crypto';

const sha256 = (...parts: (string | Uint8Array)[]): Buffer => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

/**
 * The root of a binary hash tree over texts in the order given (base64url). Leaves and nodes are hashed apart, so that no node can
 * pass for a leaf; a node without a neighbour moves up as it is (RFC 9162 hashes so, too). No leaves: the hash of nothing.
 */
export function merkleRoot(leaves: readonly string[]): string {
  let level = leaves.map((leaf) => sha256('\0', leaf));
  if (level.length === 0) level = [sha256()];
  while (level.length > 1) {
    const next: Buffer[] = [];
    for (let index = 0; index < level.length; index += 2) {
      const [left, right] = [level[index], level[index + 1]];
      if (left !== undefined) next.push(right === undefined ? left : sha256('\x01', left, right));
    }
    level = next;
  }
  return (level[0] ?? sha256()).toString('base64url');
}
