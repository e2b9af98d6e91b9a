import { until } from '@jamaa/kit/testing';

const port = Number(process.env['JAMAA_E2E_PORT']);
export const gateway = `http://127.0.0.1:${port}`;
export const issuer = `http://localhost:${port + 1}`;
export const mailbox = `http://127.0.0.1:${port + 2}`;
export const nationalPortal = `http://127.0.0.1:${port + 6}`;
export const bank = `http://127.0.0.1:${port + 7}`;
export const postOffice = `http://127.0.0.1:${port + 8}`;

export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: answers of any endpoint; tests say what they expect of them
  readonly body: any;
  readonly headers: Headers;
}

export interface Call {
  readonly body?: unknown;
  /** Bearer token. */
  readonly token?: string;
  readonly trackingCode?: string;
  readonly headers?: Record<string, string>;
  /** Sent as it is, for what JSON cannot say. */
  readonly raw?: Uint8Array | string;
}

/** One HTTP call to the gateway. */
export const call = (method: string, path: string, o: Call = {}): Promise<Answer> => callAt(gateway, method, path, o);

/** One HTTP call to a gateway elsewhere. */
export async function callAt(address: string, method: string, path: string, o: Call = {}): Promise<Answer> {
  const payload = o.raw ?? (o.body === undefined ? undefined : JSON.stringify(o.body));
  const response = await fetch(`${address}${path}`, {
    method,
    headers: {
      ...(payload === undefined ? {} : { 'content-type': 'application/json' }),
      ...(o.token === undefined ? {} : { authorization: `Bearer ${o.token}` }),
      ...(o.trackingCode === undefined ? {} : { 'tracking-code': o.trackingCode }),
      ...o.headers,
    },
    ...(payload === undefined ? {} : { body: payload as string }),
  });
  const text = await response.text();
  const json = /json\b/.test(response.headers.get('content-type') ?? '');
  return { status: response.status, body: json && text !== '' ? JSON.parse(text) : text, headers: response.headers };
}

const tokens = new Map<string, string>();

/** An access token of a demo account, by the development grant of the shared platform's issuer or of another. */
export async function tokenOf(account: string): Promise<string> {
  const known = tokens.get(account);
  if (known !== undefined) return known;
  const response = await fetch(`${issuer}/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ grant_type: 'urn:jamaa:grant:development', client_id: 'cli', account }),
  });
  if (!response.ok) throw new Error(`no token for ${account}: ${response.status} ${await response.text()}`);
  const { access_token: token } = (await response.json()) as { access_token: string };
  tokens.set(account, token);
  return token;
}

/** A street light in Sefrou, told in Arabic by somebody with a name and a phone. */
export const streetLight = {
  kind: 'reclamation',
  category: 'ECL',
  language: 'ar',
  description: 'مصباح الإنارة العمومية معطل أمام المدرسة منذ أسبوع',
  location: { longitude: -4.83, latitude: 33.83 },
  complainant: { name: 'أمينة العلوي', phone: '0612345678', email: 'amina@example.org' },
} as const;

export interface Filed {
  readonly reference: string;
  readonly trackingCode: string;
}

/** Files a complaint and returns what the citizen keeps. */
export async function file(change: Record<string, unknown> = {}, o: Call = {}): Promise<Filed> {
  const answer = await call('POST', '/v1/complaints', { ...o, body: { ...streetLight, ...change } });
  if (answer.status !== 201) throw new Error(`not filed: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body as Filed;
}

/** Waits until the case is in one of the states; returns it. */
export const untilState = (filed: Filed, ...states: string[]) =>
  until(`${filed.reference} ${states.join(' or ')}`, async () => {
    const { body } = await call('GET', `/v1/complaints/${filed.reference}`, { trackingCode: filed.trackingCode });
    return states.includes(body.status) && body;
  });

/** Messages in the development mailbox that contain a text. */
export async function messagesWith(
  text: string,
): Promise<{ channel: string; key: string; subject?: string; text: string; to: string[] }[]> {
  const response = await fetch(`${mailbox}/messages?limit=500&text=${encodeURIComponent(text)}`);
  return ((await response.json()) as { messages: never[] }).messages;
}

const control = (): string => process.env['JAMAA_E2E_CONTROL'] ?? '';

/** SIGKILL to a process of the platform: a service, `gateway`, `mongo` or `nats`. It is started again by the stack. */
export async function kill9(name: string): Promise<void> {
  const { pid } = (await (await fetch(`${control()}/pid/${name}`)).json()) as { pid?: number };
  if (pid === undefined) throw new Error(`no process ${name}`);
  process.kill(pid, 'SIGKILL');
  await until(`${name} gone`, () => {
    try {
      process.kill(pid, 0);
      return false;
    } catch {
      return true;
    }
  });
}

/** Waits until every process of the platform is ready again. */
export const untilReady = () =>
  until('platform ready', async () => (await fetch(`${gateway}/readyz`).catch(() => undefined))?.ok === true, 60_000);

/** Spans that the platform has exported so far. */
export const spans = async <T>(): Promise<T[]> => (await (await fetch(`${control()}/spans`)).json()) as T[];
