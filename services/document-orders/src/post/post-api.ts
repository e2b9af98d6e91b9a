import { z } from 'zod';
import type { PostPort } from './port.ts';
import { isS10 } from './status.ts';

const announced = z.object({ trackingNumber: z.string().refine(isS10, 'no number of registered mail') });
const page = z.object({
  news: z.array(
    z.object({
      trackingNumber: z.string().max(20),
      status: z.string().max(60),
      at: z.iso.datetime().transform((at) => new Date(at)),
    }),
  ),
  cursor: z.string().max(200),
  more: z.boolean(),
});

/**
 * The post's API as the development post office offers it; that of Barid Al-Maghrib is agreed by contract and not public: this file is the
 * one to change. Every failure is an Error that names the call and the status, and no content.
 */
export function postApi({ url, key, timeoutMs }: { url: string; key: string; timeoutMs: number }): PostPort {
  const call = async (method: string, path: string, body?: object): Promise<unknown> => {
    const response = await fetch(new URL(path, url.endsWith('/') ? url : `${url}/`), {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(timeoutMs),
      redirect: 'error',
    });
    if (response.ok) return response.json();
    await response.body?.cancel();
    throw new Error(`the post answers ${response.status} to ${method}`);
  };
  return {
    async announce(id, { delivery, grams }) {
      const { name, lines, postalCode, city, country, phone } = delivery;
      const body = { key: id, recipient: { name, lines, postalCode, city, country, phone }, grams };
      return announced.parse(await call('POST', 'envelopes', body)).trackingNumber;
    },
    news: async (cursor) =>
      page.parse(await call('GET', `news?${new URLSearchParams({ since: cursor, limit: '100' })}`)),
  };
}
