import { fileTypeFromBuffer } from 'file-type';
import type { FileKind, Limits } from '../domain/limits.ts';
import { mediaTypeOf, settledType } from '../domain/media-types.ts';
import { refused } from '../domain/refusal.ts';

export interface Sniffed {
  readonly mediaType: string;
  readonly kind: FileKind;
  readonly extension: string;
}

/** Bytes from the beginning that are looked at. */
export const HEAD_BYTES = 64 * 1024;

/**
 * What a file is, by its first bytes alone. A text that hides before the signature of a PDF, or a script, is no type at all.
 * @throws the refusal, as a 4xx
 */
export async function sniff(head: Uint8Array, declared: string, length: number, limits: Limits): Promise<Sniffed> {
  const found = await fileTypeFromBuffer(head.subarray(0, HEAD_BYTES));
  if (found !== undefined && /^image\/hei[cf]/.test(found.mime)) throw refused('heic');
  const mediaType = settledType(found?.mime ?? '', declared);
  const taken = mediaTypeOf(mediaType);
  if (taken === undefined) throw refused('type');
  if (length > limits.bytes[taken.kind]) throw refused('too-large');
  return { mediaType, ...taken };
}
