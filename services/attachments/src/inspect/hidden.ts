/** Bytes at either end in which other readers look for their own format. */
export const TAIL_BYTES = 66_000;
const OPENING = 1_024;

const latin = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');

const MARKUP = /<(?:!doctype|html|script|svg|iframe|body)\b|<\?(?:php|xml)\b/i;
/** End of the central directory of a zip: readers look for it from the end of a file. */
const ZIP_END = 'PK\u0005\u0006';

/**
 * Whether a file that is kept as it came would be another file to another reader: markup or a PDF in its opening, an archive at its
 * end. Pictures need no such look: they are written anew.
 */
export function carriesAnother(head: Uint8Array, tail: Uint8Array, own: 'pdf' | 'media'): boolean {
  const opening = latin(head.subarray(0, OPENING));
  if (MARKUP.test(opening)) return true;
  if (own === 'media' && opening.includes('%PDF-')) return true;
  return latin(tail).includes(ZIP_END);
}
