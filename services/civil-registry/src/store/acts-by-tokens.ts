import type { Connection } from 'mongoose';
import { type ActRow, actRows } from './rows.ts';

export interface ActsRead {
  readonly rows: ActRow[];
  /** Under a token are more than were read. */
  readonly truncated: boolean;
}

/**
 * Acts under any of these tokens, at most `most` for each. All tokens are asked for at once: most share few rows together, and a command
 * costs more than the rows it brings. Where there are more, each is asked for by itself, so that one that is common hides no other.
 */
export async function actsByTokens(mongo: Connection, tokens: readonly string[], most: number): Promise<ActsRead> {
  if (tokens.length === 0) return { rows: [], truncated: false };
  const acts = actRows(mongo);
  const together = await acts
    .find({ tokens: { $in: [...tokens] } })
    .limit(most + 1)
    .toArray();
  if (together.length <= most) return { rows: together, truncated: false };
  const parts = await Promise.all(
    tokens.map((token) =>
      acts
        .find({ tokens: token })
        .limit(most + 1)
        .toArray(),
    ),
  );
  const rows = new Map(parts.flatMap((part) => part.slice(0, most)).map((row) => [row._id, row]));
  return { rows: [...rows.values()], truncated: parts.some((part) => part.length > most) };
}
