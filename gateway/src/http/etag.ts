import { invalidField } from '@jamaa/kit';

/** The version that an If-Match header names; 0 when it names none. @throws AppError naming the header */
export function versionOf(etag: string): number {
  if (etag === '' || etag === '*') return 0;
  const version = /^"v([1-9]\d{0,8})"$/.exec(etag)?.[1];
  if (version === undefined) throw invalidField('If-Match', 'format', 'an ETag as it was given, for example "v3"');
  return Number(version);
}
