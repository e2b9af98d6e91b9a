import { readFileSync } from 'node:fs';
import { makeReference } from '@jamaa/kit';
import { loadTerritories } from '@jamaa/territory';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { type Asked, inBody, inPath, inQuery, pointInQuery } from './places.ts';

const data = (name: string) => readFileSync(new URL(`../../../services/gis/data/${name}`, import.meta.url));
let territory: Asked['territory'];
beforeAll(() => {
  territory = loadTerritories({ territories: data('territories.json'), boundaries: data('boundaries.topojson') });
});
const asked = (part: Partial<Asked>): Asked => ({ params: {}, query: {}, body: {}, territory, ...part });
const path = (kind: Parameters<typeof inPath>[0], value: string) =>
  inPath(kind, 'x').of(asked({ params: { x: value } }));

const bytes = Uint8Array.of(1, 2, 3, 4, 5, 6);
const reference = makeReference('06', 2026, bytes);

describe('the place of a request', () => {
  it.each([
    ['reference', reference, '06'],
    ['reference', reference.toLowerCase(), '06'],
    ['order', makeReference('03', 2026, bytes, 'D'), '03'],
    ['order', makeReference('00', 2026, bytes, 'D'), '00'],
    ['code', '03', '03'],
    ['code', '03.451.01.09', '03'],
    ['code', '06.141.01.0', '06'],
    ['organisation', 'commune:03.451.01.09', '03'],
    ['organisation', 'wali:06', '06'],
    ['bureau', '03.451.01.09-1', '03'],
    ['bureau', '06.141.01.0-2', '06'],
    ['bureau', 'consulate:lyon', '00'],
    ['act', '03.451.01.09-1:birth:2026:12', '03'],
    ['act', 'consulate:paris:death:2026:1', '00'],
    ['queue', 'to-take:commune:03.451.01.09/technical', '03'],
    ['queue', 'overdue:06', '06'],
    ['payment', `${makeReference('03', 2026, bytes, 'D')}-2`, '03'],
  ] as const)('%s %s lies in %s', (kind, value, region) => {
    expect(path(kind, value)).toEqual({ region });
  });
  it.each([
    ['organisation', 'dgct'],
    ['code', '00'],
    ['queue', 'mine'],
    ['queue', 'explanations:00'],
    ['code', ''],
  ] as const)('%s %j tells no cell', (kind, value) => {
    expect(path(kind, value)).toBeUndefined();
  });
  it.each([
    ['reference', `${reference.slice(0, -1)}${reference.endsWith('0') ? '1' : '0'}`],
    ['reference', makeReference('03', 2026, bytes, 'D')],
    ['order', reference],
    ['code', 'Fès'],
    ['bureau', '03.451'],
    ['act', 'x'],
    ['payment', 'x-1'],
  ] as const)('%s %j is left to a cell to refuse', (kind, value) => {
    expect(path(kind, value)).toBe('unreadable');
  });
  it('is read from a query, where repeating it says nothing clear', () => {
    expect(inQuery('code', 'territory').of(asked({ query: { territory: '03' } }))).toEqual({ region: '03' });
    expect(inQuery('code', 'territory').of(asked({ query: { territory: ['03', '06'] } }))).toBe('unreadable');
    expect(inQuery('code', 'territory').of(asked({}))).toBeUndefined();
  });
  it('is followed through a body, whatever was sent', () => {
    const item = inBody('bureau', 'items.0.bureauId');
    expect(item.of(asked({ body: { items: [{ bureauId: '03.451.01.09-1' }] } }))).toEqual({ region: '03' });
    for (const body of [{}, { items: [] }, { items: null }, [], null])
      expect([body, item.of(asked({ body }))]).toEqual([body, undefined]);
    for (const body of [undefined, 'text', 7]) expect(item.of(asked({ body }))).toBe('unreadable');
    expect(inBody('code', 'constructor').of(asked({ body: {} }))).toBeUndefined();
  });
});

describe('a point', () => {
  const location = (value: unknown) => inBody('point', 'location').of(asked({ body: { location: value } }));
  it.each([
    ['Sefrou', -4.83, 33.83, '03'],
    ['Casablanca', -7.59, 33.57, '06'],
    ['Dakhla', -15.93, 23.72, '12'],
  ])('of %s is located here', (_town, longitude, latitude, region) => {
    expect(location({ longitude, latitude })).toEqual({ region });
    const query = { longitude: String(longitude), latitude: String(latitude) };
    expect(pointInQuery.of(asked({ query }))).toEqual({ region });
  });
  it.each([
    ['outside the kingdom', { longitude: 2.35, latitude: 48.85 }],
    ['no numbers', { longitude: 'x', latitude: 'y' }],
    ['out of range', { longitude: 200, latitude: 33 }],
    ['half', { longitude: -4.83 }],
    ['text', 'Sefrou'],
  ])('that is %s is left to a cell to refuse', (_what, value) => {
    expect(location(value)).toBe('unreadable');
  });
  it('may be absent', () => {
    expect(location(undefined)).toBeUndefined();
    expect(pointInQuery.of(asked({ query: { longitude: '1' } }))).toBeUndefined();
  });
});
