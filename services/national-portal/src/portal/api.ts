import { z } from 'zod';

const text = (max: number) => z.string().max(max).default('');

/** One case as the portal tells it; the words of kinds, states and categories are read by intake. */
const portalCase = z.object({
  number: z.string().min(1).max(40),
  kind: text(60),
  category: text(20),
  receivedAt: text(40),
  state: text(60),
  commune: text(20),
  description: text(20_000),
  language: text(10),
  complainant: z.object({ name: text(400), phone: text(60), email: text(400), identity: text(60) }).prefault({}),
  answer: text(20_000),
  answeredAt: text(40),
});
export type PortalCase = z.infer<typeof portalCase>;

const page = z.object({ cases: z.array(portalCase).max(200), cursor: z.string().max(200), more: z.boolean() });
export type PortalPage = z.infer<typeof page>;

/** What the portal is told of a case of its own. */
export interface StatusReport {
  readonly eventId: string;
  readonly version: number;
  readonly status: string;
  readonly at: string;
  /** Our reference. */
  readonly reference: string;
  /** What was written to the complainant in this step, if anything. */
  readonly message?: string | undefined;
}

export interface PortalApi {
  /** New and changed cases behind a cursor, oldest change first. */
  cases(cursor: string): Promise<PortalPage>;
  /** Told twice with one event and version, it counts once. */
  report(number: string, report: StatusReport): Promise<void>;
}

/** The portal's HTTP API. Every failure is an Error that names the call and the status, and no content. */
export function createPortalApi(o: { url: string; key: string; timeoutMs: number }): PortalApi {
  const call = async (method: string, path: string, body?: unknown): Promise<Response> => {
    const response = await fetch(new URL(path, o.url.endsWith('/') ? o.url : `${o.url}/`), {
      method,
      headers: {
        authorization: `Bearer ${o.key}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(o.timeoutMs),
      redirect: 'error',
    });
    if (response.ok) return response;
    await response.body?.cancel();
    throw new Error(`the portal answers ${response.status} to ${method}`);
  };
  return {
    async cases(cursor) {
      const query = new URLSearchParams({ since: cursor, limit: '100' });
      return page.parse(await (await call('GET', `cases?${query}`)).json());
    },
    async report(number, report) {
      const response = await call('PUT', `cases/${encodeURIComponent(number)}/status`, report);
      await response.body?.cancel();
    },
  };
}
