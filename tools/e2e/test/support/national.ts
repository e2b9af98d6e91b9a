import { isDeepStrictEqual } from 'node:util';
import { type Answer, callAt, streetLight } from '@jamaa/e2e';
import { type Child, startChild, until } from '@jamaa/kit/testing';
import { freePort } from '@jamaa/stack';
import { expect } from '@jest/globals';
import { Upload } from 'tus-js-client';
import { pdf } from '../../../../services/attachments/test/samples.ts';

/** The national gateway and the gateways of cells behind it, by code. */
export interface NationalAddresses {
  readonly national: string;
  readonly cells: Readonly<Record<string, string>>;
}

/** A GET, or a POST where there is a body, and which cell has answered. */
export async function ask(
  url: string,
  headers: Record<string, string> = {},
  body?: unknown,
): Promise<Answer & { readonly cell: string | null }> {
  const answer = await callAt('', body === undefined ? 'GET' : 'POST', url, { headers, body });
  return { ...answer, cell: answer.headers.get('jamaa-cell') };
}

/** Sends a file through the national gateway as an app does, in pieces. */
function upload(national: string, cell: string): Promise<{ id: string; token: string }> {
  return new Promise((resolve, reject) => {
    let token = '';
    const sending = new Upload(pdf(), {
      endpoint: `${national}/v1/uploads`,
      headers: { 'Jamaa-Cell': cell },
      chunkSize: 500,
      onAfterResponse: (_request, response) => {
        token = response.getHeader('Upload-Token') ?? token;
      },
      onError: reject,
      onSuccess: () => resolve({ id: sending.url?.split('/').at(-1) ?? '', token }),
    });
    sending.start();
  });
}

export interface NationalProcess {
  readonly child: Child;
  readonly url: string;
  readonly adminPort: number;
}

/** Starts a national gateway before these cells (`03=http://…,06=…`) and waits until it answers. */
export async function startNational(cells: string): Promise<NationalProcess> {
  const [port, adminPort] = [await freePort(), await freePort()];
  const child = startChild('gateway/src/national/main.ts', {
    PORT: String(port),
    ADMIN_PORT: String(adminPort),
    CELLS: cells,
    CELL_REST_MS: '1',
  });
  const url = `http://127.0.0.1:${port}`;
  await until('the national gateway answers', async () => {
    if (child.process.exitCode !== null) throw new Error(child.stderr());
    return fetch(`${url}/healthz`).then(
      ({ ok }) => ok,
      () => false,
    );
  });
  return { child, url, adminPort };
}

/**
 * A citizen's whole way through the national gateway: the cell of the place is learnt, a file sent there, a complaint filed and
 * followed. What the national gateway tells is what the cell tells.
 */
export async function fileThrough(
  { national, cells }: NationalAddresses,
  region: string,
  location: { readonly longitude: number; readonly latitude: number },
): Promise<{ readonly reference: string; readonly trackingCode: string }> {
  const place = await ask(`${national}/v1/locate?longitude=${location.longitude}&latitude=${location.latitude}`);
  expect([place.status, place.cell]).toEqual([200, region]);
  const file = await upload(national, region);
  const filed = await ask(
    `${national}/v1/complaints`,
    { 'Idempotency-Key': `national-${region}-${file.id}` },
    { ...streetLight, location, attachments: [file] },
  );
  expect(filed).toMatchObject({ status: 201, cell: region, body: { reference: expect.stringMatching(`^${region}-`) } });
  const { reference, trackingCode } = filed.body as { reference: string; trackingCode: string };
  const path = `/v1/complaints/${reference}`;
  await until('both tell the same of it', async () => {
    const headers = { 'Tracking-Code': trackingCode };
    const [here, there] = await Promise.all([ask(national + path, headers), ask(cells[region] + path, headers)]);
    expect([here.status, here.cell]).toEqual([200, region]);
    return isDeepStrictEqual(here.body, there.body);
  });
  expect((await ask(`${national}${path}`, { 'Tracking-Code': 'wrong' })).status).toBe(404);
  return { reference, trackingCode };
}
