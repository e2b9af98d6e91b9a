import { invalidField } from '@jamaa/kit';

/** The version in an `If-Match` that must be there. @throws AppError `validation-failed` */
export function seenVersion(etag: string): number {
  const version = /^"v(0|[1-9]\d{0,8})"$/.exec(etag)?.[1];
  if (version === undefined)
    throw invalidField('If-Match', 'format', 'the ETag of what is to be changed, for example "v3"');
  return Number(version);
}
