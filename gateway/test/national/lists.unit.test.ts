import { makeReference } from '@jamaa/kit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  type Arrived,
  closeAll,
  type FakeCell,
  fakeCell,
  json,
  type National,
  nationalOf,
  problem,
  send,
} from './support.ts';

interface Case {
  readonly reference: string;
  readonly receivedAt: string;
  readonly dueAt?: string;
}

const CELLS = ['03', '06', '00'] as const;
type Code = (typeof CELLS)[number];
const fakes = new Map<Code, FakeCell>();
const fake = (code: Code): FakeCell => {
  const found = fakes.get(code);
  if (found === undefined) throw new Error(`no cell ${code}`);
  return found;
};
let national: National;
beforeAll(async () => {
  for (const code of CELLS) fakes.set(code, await fakeCell());
  national = await nationalOf(Object.fromEntries(fakes), { CELL_TIMEOUT_MS: '500', CELL_FAILURES: '1000' });
});
afterAll(closeAll);
beforeEach(() => {
  for (const code of CELLS) {
    fake(code).arrived.length = 0;
    fake(code).behave((_request, response) => json(response, 200, { complaints: [] }));
  }
});

const queryOf = ({ url }: Arrived): URLSearchParams => new URL(url, 'http://x').searchParams;

/** A cell's list as its gateway pages it: newest first, its cursor the place in it. */
function keep(code: Code, cases: readonly Case[]): void {
  fake(code).behave((_request, response, arrived) => {
    const query = queryOf(arrived);
    const begin = Number(query.get('cursor') ?? 0);
    const end = begin + Number(query.get('limit') ?? 50);
    const nextCursor = end < cases.length ? String(end) : undefined;
    json(response, 200, { complaints: cases.slice(begin, end), nextCursor });
  });
}
const at = (minute: number) => new Date(Date.UTC(2026, 10, 22, 10, minute)).toISOString();
const caseOf = (region: string, minute: number): Case => ({
  reference: makeReference(region, 2026, Uint8Array.of(minute, 1, 2, 3, 4, 5)),
  receivedAt: at(minute),
});
const of = (region: string, ...minutes: number[]) => minutes.map((minute) => caseOf(region, minute));

interface Page {
  complaints: Case[];
  nextCursor?: string;
  partial?: true;
  missing?: string[];
}
async function list(query = '', headers: Record<string, string> = {}): Promise<{ status: number; page: Page }> {
  const { status, body } = await send(`${national.url}/v1/complaints${query}`, { headers });
  return { status, page: JSON.parse(body.toString()) as Page };
}
const minutes = ({ complaints }: Page) => complaints.map(({ receivedAt }) => new Date(receivedAt).getUTCMinutes());

describe('a list of all cells', () => {
  it('is one list, in its order, page by page to its end', async () => {
    keep('03', of('03', 59, 50, 40, 30, 20));
    keep('06', of('06', 55, 54, 53, 52));
    keep('00', of('00', 45));
    const told: number[] = [];
    let cursor: string | undefined;
    do {
      const { status, page } = await list(`?limit=3${cursor === undefined ? '' : `&cursor=${cursor}`}`);
      expect([status, page.partial]).toEqual([200, undefined]);
      told.push(...minutes(page));
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    expect(told).toEqual([59, 55, 54, 53, 52, 50, 45, 40, 30, 20]);
  });
  it('is asked for under the caller’s rights and filters', async () => {
    await list('?state=assigned&state=received&limit=7', { authorization: 'Bearer abc', 'accept-language': 'ar' });
    for (const code of CELLS) {
      const [arrived] = fake(code).arrived;
      expect(arrived?.headers).toMatchObject({ authorization: 'Bearer abc', 'accept-language': 'ar' });
      expect([arrived && queryOf(arrived).getAll('state'), arrived && queryOf(arrived).get('limit')]).toEqual([
        ['assigned', 'received'],
        '7',
      ]);
    }
  });
  it('is in the order that is asked for', async () => {
    const due = (region: string, minute: number): Case => ({ ...caseOf(region, 1), dueAt: at(minute) });
    keep('03', [due('03', 5), due('03', 9)]);
    keep('06', [due('06', 7)]);
    const { page } = await list('?sort=due');
    expect(page.complaints.map(({ dueAt }) => new Date(dueAt ?? 0).getUTCMinutes())).toEqual([5, 7, 9]);
  });
  it.each([
    ['does not answer in time', (code: Code) => fake(code).behave(() => undefined)],
    [
      'is broken off',
      (code: Code) =>
        fake(code).behave((_request, response) => {
          response.writeHead(200, { 'content-type': 'application/json', 'content-length': '999' });
          response.write('{"complaints":[');
          setImmediate(() => response.destroy());
        }),
    ],
    ['answers no JSON', (code: Code) => fake(code).behave((_request, response) => void response.end('<h1>hello</h1>'))],
    [
      'answers another thing',
      (code: Code) => fake(code).behave((_request, response) => json(response, 200, { items: [] })),
    ],
    [
      'has a fault of its own',
      (code: Code) => fake(code).behave((_request, response) => problem(response, 500, 'internal')),
    ],
  ])('names the cell that %s, and tells the rest', async (_how, spoil) => {
    keep('03', of('03', 30, 20, 10));
    keep('00', of('00', 25));
    spoil('06');
    const { status, page } = await list('?limit=2');
    expect([status, minutes(page), page.partial, page.missing]).toEqual([200, [30, 25], true, ['06']]);
    // What comes back later would come out of order: the list stays without it to its end, and says so.
    keep('06', of('06', 29, 5));
    const { page: next } = await list(`?limit=2&cursor=${page.nextCursor}`);
    expect([minutes(next), next.partial, next.missing, next.nextCursor]).toEqual([[20, 10], true, ['06'], undefined]);
    const { body } = await send(`${national.admin}/metrics`);
    expect(body.toString()).toMatch(/partial_answers_total\{operation="listComplaints",cell="06"\} \d/);
  });
  it('is 503 when no cell answers', async () => {
    for (const code of CELLS) fake(code).behave((request) => void request.socket.destroy());
    const { status, page } = await list();
    expect([status, page]).toMatchObject([
      503,
      { code: 'cell-unavailable', cells: [{ code: '00' }, { code: '03' }, { code: '06' }] },
    ]);
  });
  it('has nothing of a cell in which the caller has no rights; where there are none, that is said', async () => {
    for (const code of CELLS) fake(code).behave((_request, response) => problem(response, 403, 'forbidden'));
    expect((await list()).status).toBe(403);
    keep('03', of('03', 1));
    const { status, page } = await list();
    expect([status, minutes(page), page.partial]).toEqual([200, [1], undefined]);
  });
  it('passes on what a cell refuses', async () => {
    fake('06').behave((_request, response) => problem(response, 422, 'validation-failed'));
    expect(await list('?sort=x')).toMatchObject({ status: 422, page: { code: 'validation-failed' } });
  });
  it.each([
    ['cursor', '?cursor=x'],
    ['limit', '?limit=0'],
    ['limit', '?limit=many'],
    ['limit', '?limit=201'],
  ])('refuses a %s that is none, by name: %s', async (name, query) => {
    expect(await list(query)).toMatchObject({ status: 422, page: { errors: [{ path: name }] } });
    expect(fake('03').arrived).toHaveLength(0);
  });
});

describe('other things that are in several cells', () => {
  const get = async (path: string) => {
    const { status, headers, body } = await send(national.url + path, { headers: { authorization: 'Bearer abc' } });
    return { status, headers, body: JSON.parse(body.toString()) as Record<string, unknown> };
  };
  const post = (path: string, body: Buffer | string, type = 'application/json') =>
    send(national.url + path, { method: 'POST', headers: { 'content-type': type }, body });

  it('an account is all that the cells know of it', async () => {
    const grant = (organisation: string) => ({ role: 'supervisor', organisation, scope: organisation.slice(5) });
    fake('03').behave((_request, response) =>
      json(response, 200, { subject: 's', account: 'a-1', grants: [grant('wali:03'), grant('wali:06')] }),
    );
    fake('06').behave((_request, response) => json(response, 200, { subject: 's', grants: [grant('wali:06')] }));
    fake('00').behave((_request, response) => json(response, 200, { subject: 's', grants: [] }));
    expect((await get('/v1/me')).body).toEqual({
      subject: 's',
      account: 'a-1',
      grants: [grant('wali:03'), grant('wali:06')],
    });
    fake('06').behave((request) => void request.socket.destroy());
    expect((await get('/v1/me')).body).toMatchObject({ partial: true, missing: ['06'] });
  });
  it('an export goes through all cells by one cursor in its body', async () => {
    fake('03').behave((_request, response, { body }) => {
      const { cursor } = JSON.parse(body.toString()) as { cursor?: string };
      json(response, 200, {
        version: 1,
        cases: [cursor ?? 'first'],
        nextCursor: cursor === undefined ? 'second' : undefined,
      });
    });
    fake('06').behave((_request, response) => json(response, 200, { version: 1, cases: ['casa'] }));
    fake('00').behave((_request, response) => json(response, 200, { version: 1, cases: [] }));
    const first = JSON.parse((await post('/v1/me/data-export', '{}')).body.toString()) as {
      cases: string[];
      nextCursor: string;
    };
    expect(first).toMatchObject({ version: 1, cases: ['first', 'casa'], nextCursor: expect.any(String) });
    const next = await post('/v1/me/data-export', JSON.stringify({ cursor: first.nextCursor }));
    expect(JSON.parse(next.body.toString())).toEqual({ version: 1, cases: ['second'] });
    expect(fake('06').arrived).toHaveLength(1);
  });
  it('a document is verified by the cell that knows its code', async () => {
    for (const code of ['03', '00'] as const)
      fake(code).behave((_request, response) => problem(response, 404, 'not-found'));
    fake('06').behave((_request, response) => json(response, 200, { valid: true }));
    const { status, headers, body } = await get('/v1/verify/some-token');
    expect([status, body, headers['jamaa-cell']]).toEqual([200, { valid: true }, '06']);
    fake('06').behave((_request, response) => problem(response, 404, 'not-found'));
    expect((await get('/v1/verify/some-token')).status).toBe(404);
    // Whether a document is genuine is not denied while a cell that might know it is away.
    fake('06').behave((request) => void request.socket.destroy());
    expect(await get('/v1/verify/some-token')).toMatchObject({ status: 503, body: { cells: [{ code: '06' }] } });
  });
  it('a file is verified by its code: the file itself stays here', async () => {
    const token = `eyJ${'a'.repeat(30)}.${'b'.repeat(22)}.${'c'.repeat(86)}`;
    fake('03').behave((_request, response) => json(response, 200, { valid: true }));
    expect((await post('/v1/verify', Buffer.from(`%PDF ${token} `), 'application/pdf')).status).toBe(200);
    for (const code of CELLS) {
      const [arrived] = fake(code).arrived;
      expect([arrived?.method, arrived?.url.startsWith(`/v1/verify/${token}?digest=`), arrived?.body.length]).toEqual([
        'GET',
        true,
        0,
      ]);
    }
  });
  it('a revocation holds everywhere, or it is said where it does not', async () => {
    fake('03').behave((_request, response) => json(response, 200, { account: 'a', active: false }));
    for (const code of ['06', '00'] as const)
      fake(code).behave((_request, response) => problem(response, 404, 'not-found'));
    const path = '/v1/accounts/a/revoke';
    const done = await post(path, '{"reason":"left"}');
    expect([done.status, JSON.parse(done.body.toString())]).toEqual([200, { account: 'a', active: false }]);
    for (const code of CELLS) expect(fake(code).arrived[0]?.body.toString()).toBe('{"reason":"left"}');
    fake('06').behave((request) => void request.socket.destroy());
    const half = await post(path, '{"reason":"left"}');
    expect([half.status, JSON.parse(half.body.toString())]).toMatchObject([503, { cells: [{ code: '06' }] }]);
  });
  it('reference data comes from the hub, and from others when it is away', async () => {
    fake('00').behave((_request, response) => json(response, 200, { from: 'hub' }));
    for (const code of ['03', '06'] as const)
      fake(code).behave((_request, response) => json(response, 200, { from: 'a cell' }));
    const { body, headers } = await get('/v1/categories');
    expect([body, headers['jamaa-cell']]).toEqual([{ from: 'hub' }, undefined]);
    fake('00').behave(() => undefined);
    expect((await get('/v1/categories')).body).toEqual({ from: 'a cell' });
  });
  it('where a point lies tells the cell that complaints from there go to', async () => {
    const { headers } = await get('/v1/locate?longitude=-7.59&latitude=33.57');
    expect([headers['jamaa-cell'], fake('00').arrived.length]).toEqual(['06', 1]);
  });
  it('what is of the whole country is changed at the hub alone', async () => {
    await post('/v1/calendars/national/changes', '{}');
    await post('/v1/calendars/commune:03.451.01.09/changes', '{}');
    expect(CELLS.map((code) => fake(code).arrived.length)).toEqual([1, 0, 1]);
    fake('00').behave((request) => void request.socket.destroy());
    expect((await post('/v1/calendars/national/changes', '{}')).status).toBe(503);
    expect(CELLS.map((code) => fake(code).arrived.length)).toEqual([1, 0, 2]);
  });
});
