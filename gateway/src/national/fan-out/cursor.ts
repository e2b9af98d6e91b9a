import { invalidField } from '@jamaa/kit';
import { z } from 'zod';

const stand = z.strictObject({
  /** The cell's own cursor of the page it stands in; empty for the first. */
  at: z.string().max(400),
  /** The last entry told of that page, and its value in the order; absent where the page begins. */
  last: z
    .strictObject({ id: z.string().max(100), by: z.union([z.number(), z.string().max(200), z.null()]) })
    .optional(),
  /** How many of the page are told. */
  told: z.int().min(0).max(500),
});

const shape = z.strictObject({
  /** Cells that are not at their end, by code. */
  cells: z.record(z.string().regex(/^\d{2}$/), stand),
  /** Cells that have not answered for an earlier page: what they hold would come out of order now. */
  missing: z.array(z.string().regex(/^\d{2}$/)).max(100),
});

/** How far a merged list is in one cell. */
export type Stand = z.infer<typeof stand>;
export type Standing = z.infer<typeof shape>;

/** One opaque text for the cursors of all cells. */
export const packCursor = (standing: Standing): string =>
  Buffer.from(JSON.stringify(standing), 'utf8').toString('base64url');

/** @throws AppError naming the cursor */
export function unpackCursor(cursor: string): Standing {
  const wrong = (cause?: unknown): Error =>
    Object.assign(invalidField('cursor', 'cursor', 'not a cursor of this list'), { cause });
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch (error) {
    throw wrong(error);
  }
  const read = shape.safeParse(value);
  if (!read.success) throw wrong(read.error);
  return read.data;
}
