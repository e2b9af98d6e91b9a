import { type Answer, streetLight, tokenOf } from '@jamaa/e2e';
import { until } from '@jamaa/kit/testing';

interface Addresses {
  readonly national: string;
  readonly cells: Readonly<Record<string, string>>;
}
const told = process.env['JAMAA_CELLS'];
export const addresses: Addresses = told === undefined ? { national: '', cells: {} } : (JSON.parse(told) as Addresses);
export const places = {
  '03': { longitude: -4.83, latitude: 33.83 },
  '06': { longitude: -7.59, latitude: 33.57 },
} as const;
export type Region = keyof typeof places;

interface Asked {
  readonly token?: string;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
  readonly trackingCode?: string;
}

/** One HTTP call to the gateway of a cell, of the hub (`00`), or to the national one. */
export async function ask(where: string, method: string, path: string, o: Asked = {}): Promise<Answer> {
  const address = where === 'national' ? addresses.national : addresses.cells[where];
  const response = await fetch(`${address}${path}`, {
    method,
    headers: {
      ...(o.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(o.token === undefined ? {} : { authorization: `Bearer ${o.token}` }),
      ...(o.trackingCode === undefined ? {} : { 'tracking-code': o.trackingCode }),
      ...o.headers,
    },
    ...(o.body === undefined ? {} : { body: JSON.stringify(o.body) }),
  });
  const text = await response.text();
  const json = /json\b/.test(response.headers.get('content-type') ?? '');
  return { status: response.status, body: json && text !== '' ? JSON.parse(text) : text, headers: response.headers };
}

/** Files a complaint in a région's chief place. @throws when it is not accepted */
export async function fileAt(where: string, region: Region): Promise<{ reference: string; trackingCode: string }> {
  const answer = await ask(where, 'POST', '/v1/complaints', { body: { ...streetLight, location: places[region] } });
  if (answer.status !== 201) throw new Error(`not accepted: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
}

const counted = [
  'received',
  'open',
  'dueSoon',
  'overdue',
  'breached',
  'answered',
  'ended',
  'merged',
  'withdrawn',
] as const;
type Counted = Readonly<Record<(typeof counted)[number], number>>;

/** Figures of the country as one platform knows them. */
export async function figuresOf(where: string): Promise<Counted> {
  const token = await tokenOf('dgct');
  const { status, body } = await ask(where, 'GET', '/v1/insights/summary?territory=country', { token });
  if (status !== 200) throw new Error(`no figures of ${where}: ${status} ${JSON.stringify(body)}`);
  return Object.fromEntries(counted.map((name) => [name, body.total[name]])) as Counted;
}

/** Waits until the hub's figures are those of the cells together and its own, with so many received. @returns milliseconds waited */
export async function untilEqual(received: number): Promise<number> {
  const since = Date.now();
  await until('the hub equals its cells', async () => {
    const [hub, ...cells] = await Promise.all(['00', '03', '06'].map(figuresOf));
    if (hub === undefined || hub.received < received) return false;
    return counted.every((name) => hub[name] === cells.reduce((sum, cell) => sum + cell[name], 0));
  });
  return Date.now() - since;
}

/** Takes a cell or the hub down, or brings it back, all its processes. */
export async function control(code: string, what: 'stop' | 'start'): Promise<void> {
  const answer = await fetch(`${process.env['JAMAA_CELLS_CONTROL']}/${code}/${what}`, {
    signal: AbortSignal.timeout(200_000),
  });
  if (!answer.ok) throw new Error(`${code} does not ${what}: ${await answer.text()}`);
}
