import type { FileKind } from './limits.ts';

interface MediaType {
  readonly kind: FileKind;
  readonly extension: string;
}

const of = (kind: FileKind, extension: string): MediaType => ({ kind, extension });

/** What may be attached, by the media type that the bytes themselves show. Everything else is refused, archives and office files too. */
const mediaTypes: Readonly<Record<string, MediaType>> = {
  'image/jpeg': of('photo', 'jpg'),
  'image/png': of('photo', 'png'),
  'image/webp': of('photo', 'webp'),
  'application/pdf': of('pdf', 'pdf'),
  'audio/mpeg': of('audio', 'mp3'),
  'audio/aac': of('audio', 'aac'),
  'audio/amr': of('audio', 'amr'),
  'audio/flac': of('audio', 'flac'),
  'audio/mp4': of('audio', 'm4a'),
  'audio/x-m4a': of('audio', 'm4a'),
  'audio/ogg': of('audio', 'ogg'),
  'audio/wav': of('audio', 'wav'),
  'audio/webm': of('audio', 'weba'),
  'video/3gpp': of('video', '3gp'),
  'video/mp4': of('video', 'mp4'),
  'video/ogg': of('video', 'ogv'),
  'video/quicktime': of('video', 'mov'),
  'video/webm': of('video', 'webm'),
};

/** Kind and file extension of a media type, `undefined` when such files are not taken. Parameters (`; codecs=…`) do not matter. */
export const mediaTypeOf = (type: string): MediaType | undefined => {
  const bare = bareType(type);
  return Object.hasOwn(mediaTypes, bare) ? mediaTypes[bare] : undefined;
};

export const bareType = (type: string): string => (type.split(';')[0] ?? '').trim().toLowerCase();

/** Containers that hold film or sound alone: browsers record sound into them, and the first bytes do not tell. */
const soundOnly: Readonly<Record<string, string>> = { 'video/webm': 'audio/webm', 'video/mp4': 'audio/mp4' };

/** The media type of a file: what its bytes show; its sender may only say that such a container holds no picture. */
export function settledType(sniffed: string, declared: string): string {
  const bare = bareType(sniffed);
  const sound = soundOnly[bare];
  return sound !== undefined && bareType(declared) === sound ? sound : bare;
}
