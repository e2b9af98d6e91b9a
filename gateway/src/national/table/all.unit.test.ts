import { describe, expect, it } from '@jest/globals';
import { routes } from '../../routes/all.ts';
import type { Place } from '../places.ts';
import { table } from './all.ts';

const rows = Object.entries(table);
const routeOf = (operation: string) => routes.find((one) => one.operationId === operation);
const schemaOf = (operation: string, { name }: Place): readonly string[] => {
  const one = routeOf(operation);
  if (name.startsWith('{')) return Object.keys(one?.params?.shape ?? {}).map((member) => `{${member}}`);
  if (name.startsWith('?')) return Object.keys(one?.query?.shape ?? {});
  return Object.keys(one?.body?.shape ?? {});
};

describe('the routing table', () => {
  it('has a row for every endpoint of the API', () => {
    expect(routes.map(({ operationId }) => operationId).filter((one) => !Object.hasOwn(table, one))).toEqual([]);
  });
  it('has no row without an endpoint', () => {
    const known = new Set(routes.map(({ operationId }) => operationId));
    expect(rows.map(([operation]) => operation).filter((one) => !known.has(one))).toEqual([]);
  });
  it.each(
    rows.flatMap(([operation, { places, tells = [] }]) =>
      [...places, ...tells].map((place) => [operation, place.name, place] as const),
    ),
  )('%s takes %s, which its row reads', (operation, name, place) => {
    // A form of the bank has no schema.
    if (operation === 'receiveCmiCallback') return expect(name).toBe('oid');
    const wanted = name
      .replace(/^\?/, '')
      .split('&')
      .map((one) => one.split('.')[0] ?? one);
    expect(schemaOf(operation, place)).toEqual(expect.arrayContaining(wanted));
  });
  it('reads a body only of what has one', () => {
    const wrong = rows.filter(([operation, { places }]) => {
      const method = routeOf(operation)?.method;
      return places.some(({ readsBody }) => readsBody) && (method === 'get' || method === 'head');
    });
    expect(wrong).toEqual([]);
  });
  it('leads every endpoint with a reference in its path by it', () => {
    const byReference = routes.filter(({ path }) => path.includes('{reference}'));
    expect(byReference.length).toBeGreaterThan(40);
    for (const { operationId } of byReference)
      expect([operationId, table[operationId]?.places.map(({ name }) => name)]).toEqual([operationId, ['{reference}']]);
  });
  it('does nothing that changes data in whichever cell happens to answer', () => {
    // A quote is reckoned and not kept.
    const harmless = new Set(['quoteDocumentOrder']);
    const anywhere = routes.filter(({ operationId, method }) => {
      const way = table[operationId]?.way;
      return way === 'reference-data' && method !== 'get' && !harmless.has(operationId);
    });
    expect(anywhere.map(({ operationId }) => operationId)).toEqual([]);
  });
  it.each(rows.filter(([, { list }]) => list !== undefined && list.merge === undefined))(
    '%s is a list of what its answer holds',
    (operation, { list }) => {
      const schema = routeOf(operation)?.answers[200]?.schema as { shape?: Record<string, unknown> } | undefined;
      expect(Object.keys(schema?.shape ?? {})).toContain(list?.items);
      expect(Object.hasOwn(schema?.shape ?? {}, 'nextCursor')).toBe(list?.pages !== 'none');
    },
  );
});
