import { gateway } from '@jamaa/e2e';

export interface Uploaded {
  readonly id: string;
  readonly token: string;
}

const tus = { 'tus-resumable': '1.0.0' };

/** Begins an upload as a tus client does. */
export const begin = (length: number | string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${gateway}/v1/uploads`, { method: 'POST', headers: { ...tus, 'upload-length': String(length), ...headers } });

export const patch = (
  id: string,
  offset: number,
  body: Uint8Array,
  headers: Record<string, string> = {},
): Promise<Response> =>
  fetch(`${gateway}/v1/uploads/${id}`, {
    method: 'PATCH',
    headers: { ...tus, 'content-type': 'application/offset+octet-stream', 'upload-offset': String(offset), ...headers },
    body: body as Uint8Array<ArrayBuffer>,
  });

export const head = (id: string): Promise<Response> =>
  fetch(`${gateway}/v1/uploads/${id}`, { method: 'HEAD', headers: tus });

/** What a sender keeps of an upload that has begun. */
export const keptOf = (begun: Response): Uploaded => ({
  id: begun.headers.get('location')?.split('/').at(-1) ?? '',
  token: begun.headers.get('upload-token') ?? '',
});

/** A whole upload. @throws when it is not taken */
export async function upload(bytes: Uint8Array, headers: Record<string, string> = {}): Promise<Uploaded> {
  const kept = keptOf(await begin(bytes.length, headers));
  const sent = await patch(kept.id, 0, bytes);
  if (sent.status !== 204) throw new Error(`not taken: ${sent.status} ${await sent.text()}`);
  return kept;
}
