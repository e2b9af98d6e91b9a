import { invalidField } from '@jamaa/kit';
import { z } from 'zod';

const shape = z.tuple([z.iso.datetime(), z.string().length(36)]);

/** Where a page ended: the value sorted by, and the id that breaks ties. Opaque to callers. */
export const encodeCursor = (value: Date, id: string): string =>
  Buffer.from(JSON.stringify([value.toISOString(), id])).toString('base64url');

export function decodeCursor(text: string): { value: Date; id: string } | undefined {
  if (text === '') return undefined;
  try {
    const [value, id] = shape.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
    return { value: new Date(value), id };
  } catch (error) {
    throw invalidField('cursor', 'cursor', error instanceof Error ? 'not a cursor of this list' : String(error));
  }
}
