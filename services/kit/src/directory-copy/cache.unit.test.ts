import { describe, expect, it } from '@jest/globals';
import { createRowCache } from './cache.ts';

describe('the cache of copied rows', () => {
  it('loads a row once while nothing changed, and again after a change', async () => {
    const cache = createRowCache<string>(() => true);
    let loads = 0;
    const load = async () => `row ${++loads}`;
    expect([await cache.get('a', load), await cache.get('a', load)]).toEqual(['row 1', 'row 1']);
    cache.clear();
    expect(await cache.get('a', load)).toBe('row 2');
  });
  it('remembers that a row is absent', async () => {
    const cache = createRowCache<string>(() => true);
    await cache.get('a', async () => undefined);
    expect(await cache.get('a', async () => 'late')).toBeUndefined();
  });
  it('is not used while the counters cannot be read', async () => {
    let fresh = true;
    const cache = createRowCache<string>(() => fresh);
    await cache.get('a', async () => 'old');
    fresh = false;
    expect(await cache.get('a', async () => 'new')).toBe('new');
  });
  it('does not keep what was read before a change was seen', async () => {
    const cache = createRowCache<string>(() => true);
    const read = Promise.withResolvers<string>();
    const slow = cache.get('a', () => read.promise);
    cache.clear();
    read.resolve('old');
    expect(await slow).toBe('old');
    expect(await cache.get('a', async () => 'new')).toBe('new');
  });
});
