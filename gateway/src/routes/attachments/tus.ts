import { AppError, invalidField } from '@jamaa/kit';

/** Of tus 1.0 (https://tus.io/protocols/resumable-upload): the core, creation and expiration. */
const VERSION = '1.0.0';
export const tusMediaType = 'application/offset+octet-stream';
export const tusHeaders = { 'Tus-Resumable': VERSION } as const;

/** What OPTIONS tells. The largest size is that of a film. */
export const tusOptions = {
  ...tusHeaders,
  'Tus-Version': VERSION,
  'Tus-Extension': 'creation,expiration',
  'Tus-Max-Size': '100000000',
} as const;

type Header = (name: string) => string;

/** @throws `version-conflict` (412) for a client that speaks no version, or another one */
export function requireTus(header: Header): void {
  if (header('tus-resumable') !== VERSION) throw new AppError('version-conflict', `send Tus-Resumable: ${VERSION}`);
}

/** @throws `validation-failed` for what is no length; uploads whose length is told later are not taken */
export function uploadLength(text: string, deferred: string): number {
  if (deferred !== '') throw invalidField('Upload-Defer-Length', 'unknown', 'the length is told when an upload begins');
  return whole('Upload-Length', text);
}

export const uploadOffset = (text: string): number => whole('Upload-Offset', text);

function whole(name: string, text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw invalidField(name, 'format', 'a number of bytes');
  return Number(text);
}

/** The media type of `Upload-Metadata: filetype <base64>,…`; what else stands there, names above all, is not looked at. */
export function declaredType(metadata: string): string {
  const pairs = metadata.split(',').map((pair) => pair.trim().split(/\s+/, 2));
  const value = pairs.find(([key]) => key === 'filetype')?.[1];
  return value === undefined ? '' : Buffer.from(value, 'base64').toString('utf8').slice(0, 100);
}
