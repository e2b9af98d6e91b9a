import { type Answer, type Call, call, streetLight, tokenOf } from '@jamaa/e2e';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Watch, watchDatabases } from './support/nothing-behind.ts';
import { expectProblem, type ProblemCode } from './support/problem.ts';
import { freshCitizen } from './support/tokens.ts';

let watch: Watch;
let staff = '';
let citizen = '';

beforeAll(async () => {
  [staff, citizen] = [await tokenOf('technical.sefrou'), await freshCitizen()];
  await call('GET', '/v1/me', { token: staff });
  watch = await watchDatabases();
});
afterAll(() => watch.close());

/** The same request in Arabic and in French: refused as it should be, and nothing is left behind. */
async function refused(
  method: string,
  path: string,
  o: Call,
  code: ProblemCode,
  fields: readonly string[] = [],
): Promise<Answer> {
  const arabic = await watch.nothingBehind(() => call(method, path, o));
  expectProblem(arabic, code, fields);
  const headers = { ...o.headers, 'accept-language': 'fr-MA, fr;q=0.9' };
  expectProblem(await watch.nothingBehind(() => call(method, path, { ...o, headers })), code, fields, 'fr');
  return arabic;
}

type Fields = readonly string[];
const noName = { category: 'CIV', complainant: undefined };
const somebody = { name: 'أمينة', phone: '0612345678' };

/** What is wrong, the change to a deposit that would be accepted, and the fields that must be named. */
const deposits: readonly (readonly [string, Record<string, unknown>, Fields])[] = [
  ['an unknown commune', { location: undefined, commune: '99.999.99.99' }, ['commune']],
  ['a région in place of a commune', { location: undefined, commune: '03' }, ['commune']],
  ['neither place nor commune', { location: undefined }, ['location']],
  ['a place and a commune', { commune: '03.451.01.09' }, ['commune']],
  ['an unknown category', { category: 'XXX' }, ['category']],
  ['an unknown kind', { kind: 'plainte' }, ['kind']],
  ['an unknown language', { language: 'es' }, ['language']],
  ['an unknown addressee', { addressee: 'commune:nowhere' }, ['addressee']],
  ['an unknown origin', { origin: { source: 'moon' } }, ['origin.source']],
  ['a blank description', { description: ' \n ' }, ['description']],
  ['100,000 characters', { description: 'ش'.repeat(100_000) }, ['description']],
  [
    'coordinates as text',
    { location: { longitude: '-4.83', latitude: '33.83' } },
    ['location.longitude', 'location.latitude'],
  ],
  ['null as a coordinate', { location: { longitude: null, latitude: 33.83 } }, ['location.longitude']],
  [
    'coordinates off the globe',
    { location: { longitude: -184.83, latitude: 93.83 } },
    ['location.longitude', 'location.latitude'],
  ],
  ['half a place', { location: { latitude: 33.83 } }, ['location.longitude']],
  ['no name where one is needed', noName, ['complainant.name', 'complainant.phone']],
  [
    'a telephone number that is none',
    { complainant: { name: 'أمينة', phone: '12', email: 'a@example.org' } },
    ['complainant.phone'],
  ],
  ['an address that is none', { complainant: { ...somebody, email: 'amina@' } }, ['complainant.email']],
  [
    'an identity card that is none',
    { complainant: { ...somebody, identity: { type: 'cin', number: '!!' } } },
    ['complainant.identity.number'],
  ],
  ['half a character', { description: 'مصباح \ud83d معطل' }, ['description']],
  ['a NUL character in a name', { complainant: { ...somebody, name: 'أمينة\u0000العلوي' } }, ['complainant.name']],
  ['a date of receipt that is none', { receivedAt: 'yesterday' }, ['receivedAt']],
  ['an unknown member', { isAdmin: true }, ['isAdmin']],
  ['an unknown member of a member', { complainant: { ...somebody, role: 'admin' } }, ['complainant.role']],
  ['a member named constructor', { constructor: { prototype: { admin: true } } }, ['constructor']],
  ['an operator as category', { category: { $ne: 'X' } }, ['category']],
  ['an operator as commune', { location: undefined, commune: { $gt: '' } }, ['commune']],
  ['an operator as description', { description: { $regex: '.*' } }, ['description']],
  ['an operator as telephone', { complainant: { ...somebody, phone: { $gt: '' } } }, ['complainant.phone']],
  [
    'an operator as identity',
    { complainant: { ...somebody, identity: { $exists: true } } },
    ['complainant.identity.type', 'complainant.identity.number', 'complainant.identity.$exists'],
  ],
  ['an operator as coordinate', { location: { longitude: { $gt: -10 }, latitude: 33.83 } }, ['location.longitude']],
  ['an operator as addressee', { addressee: { $ne: '' } }, ['addressee']],
  ['an operator beside the members', { $where: 'sleep(1000)' }, ['$where']],
];

describe('a deposit with', () => {
  it.each(deposits)('%s', async (_what, change, fields) => {
    await refused(
      'POST',
      '/v1/complaints',
      { token: citizen, body: { ...streetLight, ...change } },
      'validation-failed',
      fields,
    );
  });

  const json = JSON.stringify(streetLight);
  it.each([
    ['a member named __proto__', json.replace('{', '{"__proto__":{"admin":true},'), '__proto__'],
    [
      '__proto__ inside a member',
      json.replace('"location":{', '"location":{"__proto__":{"x":1},'),
      'location.__proto__',
    ],
    ['an endless number', json.replace('"longitude":-4.83', '"longitude":1e999'), 'location.longitude'],
    ['an escaped half of a character', json.replace('مصباح', '\\ud800'), 'description'],
  ])('%s', async (_what, raw, field) => {
    await refused('POST', '/v1/complaints', { token: citizen, raw }, 'validation-failed', [field]);
  });

  it.each([
    ['JSON that breaks off', '{"kind":'],
    ['JSON with NaN', json.replace('-4.83', 'NaN')],
    ['an array', `[${json}]`],
    ['a number', '5'],
    ['null', 'null'],
    ['invalid UTF-8', Buffer.from(json, 'utf8').fill(0xff, 20, 22)],
    ['UTF-16', Buffer.from(json, 'utf16le')],
  ])('%s as its body', async (_what, raw) => {
    await refused('POST', '/v1/complaints', { token: citizen, raw }, 'malformed-request');
  });

  it.each([
    ['text/plain', {}],
    ['application/x-www-form-urlencoded', {}],
    ['application/json; charset=iso-8859-1', {}],
    ['application/json', { 'content-encoding': 'lzw' }],
  ])('the type %s %o', async (type, more) => {
    const headers = { 'content-type': type, ...more };
    await refused('POST', '/v1/complaints', { token: citizen, raw: json, headers }, 'unsupported-media-type');
  });

  it.each([
    ['coordinates swapped, and it says so', 33.83, -4.83, /swapped/],
    ['a place abroad', 2.35, 48.85, /no commune of the kingdom$/],
    ['a place at sea', -12, 34, /no commune of the kingdom$/],
  ])('%s', async (_what, longitude, latitude, detail) => {
    const body = { ...streetLight, location: { longitude, latitude } };
    const answer = await refused('POST', '/v1/complaints', { token: citizen, body }, 'outside-territory', ['location']);
    expect(answer.body.detail).toMatch(detail);
  });

  it.each([
    ['the desk’s channel', { channel: 'desk' }],
    ['the call centre’s channel', { channel: 'call-centre' }],
    ['a date of receipt of one’s own', { receivedAt: '2026-01-01T00:00:00Z' }],
  ])('%s, from a citizen', async (_what, change) => {
    await refused('POST', '/v1/complaints', { token: citizen, body: { ...streetLight, ...change } }, 'forbidden');
  });

  it('all of these left the citizen’s list empty', async () => {
    expect((await call('GET', '/v1/complaints', { token: citizen })).body).toEqual({ complaints: [] });
  });
});

const nobody = '03-26-7K3Q9M-C';

describe('a list asked for with', () => {
  it.each([
    ['category[$ne]=x', 'category[$ne]'],
    ['search[$gt]=', 'search[$gt]'],
    ['territory[$regex]=.*', 'territory[$regex]'],
    ['organisation[]=x', 'organisation[]'],
    ['cursor[$gt]=1', 'cursor[$gt]'],
    ['__proto__=x', '__proto__'],
    ['constructor=x', 'constructor'],
    ['unknown=1', 'unknown'],
    ['state=open', 'state'],
    ['limit=0', 'limit'],
    ['limit=201', 'limit'],
    ['limit=many', 'limit'],
    ['limit=1&limit=2', 'limit'],
    ['search=a&search=b', 'search'],
    ['search=%00', 'search'],
    [`search=${'a'.repeat(201)}`, 'search'],
    ['cursor=abc', 'cursor'],
    ['cursor=W3siJG5lIjoxfSwiYSJd', 'cursor'],
    ['sort=constructor', 'sort'],
    ['overdue=maybe', 'overdue'],
    ['unit=technical', 'unit'],
  ])('%s', async (query, field) => {
    await refused('GET', `/v1/complaints?${query}`, { token: staff }, 'validation-failed', [field]);
  });

  it.each(['search=%ff', 'search=%E0%A4%A'])('%s, which is no UTF-8', async (query) => {
    await refused('GET', `/v1/complaints?${query}`, { token: staff }, 'malformed-request');
  });

  it.each(['{"$gt":""}', '.*', '؟', '$where', '* OR 1=1', '__proto__'])(
    '%s to search for finds nothing',
    async (text) => {
      const { status, body } = await call('GET', `/v1/complaints?search=${encodeURIComponent(text)}`, { token: staff });
      expect([status, body]).toEqual([200, { complaints: [] }]);
    },
  );
});

describe('a public address with', () => {
  it.each([
    ['/v1/territories?parent[$ne]=', 'parent[$ne]'],
    ['/v1/territories/03?boundary=maybe', 'boundary'],
    ['/v1/organisations?kind=x', 'kind'],
    ['/v1/organisations?territory=%7B%22%24ne%22%3A%22%22%7D', 'territory'],
    ['/v1/organisations?cursor[$gt]=', 'cursor[$gt]'],
    ['/v1/locate?longitude=abc&latitude=33', 'longitude'],
    ['/v1/locate?longitude=NaN&latitude=33', 'longitude'],
    ['/v1/locate?longitude=-4.83&latitude=93', 'latitude'],
    ['/v1/locate?longitude=-4.83&latitude=33.83&x=1', 'x'],
  ])('%s', async (path, field) => {
    await refused('GET', path, {}, 'validation-failed', [field]);
  });

  it('coordinates swapped says so', async () => {
    const answer = await refused('GET', '/v1/locate?longitude=33.83&latitude=-4.83', {}, 'outside-territory');
    expect(answer.body.detail).toMatch(/swapped/);
  });

  it.each([
    '/v1/territories/__proto__',
    '/v1/territories/constructor',
    '/v1/organisations/%7B%22$ne%22:%22%22%7D',
    '/v1/organisations/__proto__',
    '/problems/__proto__',
    '/problems/constructor',
    '/docs/..%2f..%2f..%2fpackage.json',
    '/docs/%2e%2e/%2e%2e/%2e%2e/package.json',
    '/v1/nowhere',
    '/v1/Complaints',
    `/v1/complaints/${nobody}/destroy`,
    `/v1/complaints/${nobody}/route`,
    '/',
  ])('%s, where nothing is', async (path) => {
    await refused('GET', path, {}, 'not-found');
  });
});

describe('a reference', () => {
  it.each(['{"$ne":""}', '$where', '__proto__', 'constructor', '../../etc/passwd', 'x'.repeat(500), nobody])(
    '%j that no case has answers the same as a wrong tracking code, byte for byte',
    async (reference) => {
      const path = `/v1/complaints/${encodeURIComponent(reference)}`;
      const answer = await refused('GET', path, { trackingCode: 'AAAA-AAAA-AAAA' }, 'not-found');
      expect(JSON.stringify(answer.body)).toBe(
        '{"type":"/problems/not-found","title":"غير موجود","status":404,"code":"not-found","detail":"no such complaint, or not for you"}',
      );
    },
  );

  it('with a control character', async () => {
    await refused('GET', '/v1/complaints/03-26%00', {}, 'validation-failed', ['reference']);
  });

  it.each(['%E0%A4%A', '%ff'])('%s that is no UTF-8', async (reference) => {
    await refused('GET', `/v1/complaints/${reference}`, {}, 'malformed-request');
  });
});
