import { describe, expect, it } from '@jest/globals';
import { committed, kingdom } from '../test/committed.ts';
import { plain, square } from '../test/plain.ts';
import { loadTerritories, TerritoryError } from './index.ts';

const sound = () =>
  structuredClone(plain({ '01.100.01.01': [square(0, 0, 1)] })) as ReturnType<typeof plain> & {
    territories: { territories: Record<string, unknown>[] };
  };

/** Loads a sound set after `spoil` has damaged it and returns what was thrown. */
function refusal(spoil: (set: ReturnType<typeof sound>) => void): TerritoryError {
  const set = sound();
  spoil(set);
  try {
    loadTerritories(set);
  } catch (error) {
    if (error instanceof TerritoryError) return error;
    throw error;
  }
  throw new Error('the set was accepted');
}

describe('a malformed data set is refused, naming what is wrong', () => {
  it('accepts the set that the cases below damage', () => {
    expect(loadTerritories(sound()).all).toHaveLength(3);
  });

  it.each<[string, (set: ReturnType<typeof sound>) => void, string]>([
    [
      'a kind nobody knows',
      (set) => Object.assign(set.territories.territories[2] ?? {}, { kind: 'ville' }),
      'territories.territories[2].kind',
    ],
    [
      'an empty Arabic name',
      (set) => Object.assign(set.territories.territories[0] ?? {}, { name: { ar: '', fr: 'x' } }),
      'territories.territories[0].name.ar',
    ],
    [
      'a code that is a number',
      (set) => Object.assign(set.territories.territories[1] ?? {}, { code: 1100 }),
      'territories.territories[1].code',
    ],
    [
      'a parent nobody knows',
      (set) => Object.assign(set.territories.territories[2] ?? {}, { parent: '01.999' }),
      'territories.01.100.01.01',
    ],
    [
      'a parent that leads in a circle',
      (set) => Object.assign(set.territories.territories[0] ?? {}, { parent: '01.100' }),
      'territories.01',
    ],
    [
      'a code given twice',
      (set) => set.territories.territories.push({ ...set.territories.territories[2] }),
      'territories.01.100.01.01',
    ],
    [
      'a commune without boundary',
      (set) => set.boundaries.objects.communes.geometries.pop(),
      'territories.01.100.01.01',
    ],
    [
      'a boundary of nothing known',
      (set) => Object.assign(set.boundaries.objects.communes.geometries[0] ?? {}, { id: '09' }),
      'boundaries.objects.communes.09',
    ],
    ['an arc that is not there', (set) => set.boundaries.arcs.pop(), 'boundaries.objects.communes'],
    ['an arc with a hole in it', (set) => set.boundaries.arcs[0]?.push([1]), 'boundaries.arcs[0]'],
    ['no topology', (set) => Object.assign(set.boundaries, { type: 'FeatureCollection' }), 'boundaries.type'],
  ])('%s', (_, spoil, field) => {
    expect(refusal(spoil)).toMatchObject({ code: 'malformed-dataset', field });
  });

  it('bytes that are not JSON', () => {
    const cut = { ...committed, boundaries: committed.boundaries.subarray(0, 1000) };
    expect(() => loadTerritories(cut)).toThrow(
      expect.objectContaining({ code: 'malformed-dataset', field: 'boundaries' }),
    );
  });
});

describe('the version', () => {
  it('is the same for bytes and for objects, and changes with the content', () => {
    const bytes = new TextEncoder().encode(JSON.stringify(sound().territories));
    const version = loadTerritories(sound()).version;
    expect(loadTerritories({ ...sound(), territories: bytes }).version).toBe(version);
    const renamed = sound();
    Object.assign(renamed.territories.territories[0] ?? {}, { population: 2 });
    expect(loadTerritories(renamed).version).not.toBe(version);
    expect(kingdom.version).toMatch(/^[0-9a-f]{64}$/);
  });
});
