import { invalidField } from '@jamaa/kit';
import { z } from 'zod';

const listed = z.tuple([z.iso.datetime(), z.string().length(36)]);
const searched = z.tuple([z.iso.datetime(), z.string().length(36), z.int().min(0).max(99), z.iso.datetime()]);

/** Where a page ended: the value sorted by, and the id that breaks ties. Opaque to callers. */
export interface Cursor {
  readonly value: Date;
  readonly id: string;
}

/** Of a search also how many words the last row had, and the instant up to which all its pages look. */
export interface SearchCursor extends Cursor {
  readonly matched: number;
  readonly upTo: Date;
}

export const encodeCursor = ({ value, id }: Cursor): string => written([value.toISOString(), id]);

export const encodeSearchCursor = ({ value, id, matched, upTo }: SearchCursor): string =>
  written([value.toISOString(), id, matched, upTo.toISOString()]);

export function decodeCursor(text: string): Cursor | undefined {
  if (text === '') return undefined;
  const [value, id] = parsed(text, listed);
  return { value: new Date(value), id };
}

export function decodeSearchCursor(text: string): SearchCursor | undefined {
  if (text === '') return undefined;
  const [value, id, matched, upTo] = parsed(text, searched);
  return { value: new Date(value), id, matched, upTo: new Date(upTo) };
}

const written = (parts: readonly unknown[]): string => Buffer.from(JSON.stringify(parts)).toString('base64url');

function parsed<T>(text: string, shape: z.ZodType<T>): T {
  try {
    return shape.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
  } catch (error) {
    throw invalidField('cursor', 'cursor', error instanceof Error ? 'not a cursor of this list' : String(error));
  }
}
