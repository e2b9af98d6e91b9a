import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { plain, square } from '../test/plain.ts';
import { loadTerritories, NEAREST_METRES } from './index.ts';

const WEST = '01.100.01.01';
const EAST = '01.100.01.03';

describe('a point between communes', () => {
  // A gap of 0.002° (about 223 m at the equator) between two squares.
  const gap = loadTerritories(plain({ [WEST]: [square(0, 0, 1)], [EAST]: [square(1.002, 0, 1)] }));

  it('belongs to the nearer one, with the distance in metres', () => {
    const located = gap.locate(1.0005, 0.5);
    expect(located).toMatchObject({ outcome: 'nearest', commune: { code: WEST } });
    // 0.0005° of longitude at 0.5° north on WGS 84: 111,320 m × cos 0.5° × 0.0005.
    expect(located.outcome === 'nearest' && located.distance).toBeCloseTo(55.66, 1);
    expect(gap.locate(1.0015, 0.5)).toMatchObject({ outcome: 'nearest', commune: { code: EAST } });
  });

  it('belongs to the lower code when both are equally near', () => {
    const level = loadTerritories(plain({ [EAST]: [square(-2, 0, 1)], [WEST]: [square(-0.998046875, 0, 1)] }));
    expect(level.locate(-0.9990234375, 0.5)).toMatchObject({ outcome: 'nearest', commune: { code: WEST } });
  });

  it(`is outside beyond ${NEAREST_METRES} metres`, () => {
    expect(gap.locate(2.002 + 499 / 111_320, 0)).toMatchObject({ outcome: 'nearest' });
    expect(gap.locate(2.002 + 501 / 111_320, 0)).toEqual({ outcome: 'outside' });
  });

  it('measures true metres far from the equator', () => {
    const north = loadTerritories(plain({ [WEST]: [square(0, 59, 1)] }));
    // A degree of longitude at 59.5° north is 56,635 m.
    expect(north.locate(1 + 495 / 56_635, 59.5)).toMatchObject({ outcome: 'nearest' });
    expect(north.locate(1 + 505 / 56_635, 59.5)).toEqual({ outcome: 'outside' });
  });
});

describe('overlaps', () => {
  it('go to the smaller commune, whatever the order of the file', () => {
    const outer = square(0, 0, 3);
    const inner = square(1, 1, 1);
    for (const communes of [
      { [WEST]: [outer], [EAST]: [inner] },
      { [EAST]: [inner], [WEST]: [outer] },
    ]) {
      expect(loadTerritories(plain(communes)).locate(1.5, 1.5)).toMatchObject({ commune: { code: EAST } });
    }
  });

  it('go to the lower code between equals', () => {
    const twins = loadTerritories(plain({ [EAST]: [square(0, 0, 1)], [WEST]: [square(0, 0, 1)] }));
    expect(twins.locate(0.5, 0.5)).toMatchObject({ commune: { code: WEST } });
  });
});

it('a hole is not inside', () => {
  const ring = loadTerritories(plain({ [WEST]: [square(0, 0, 3), square(1, 1, 1).reverse()] }));
  expect(ring.locate(0.5, 1.5)).toMatchObject({ outcome: 'found' });
  expect(ring.locate(1.5, 1.5)).toEqual({ outcome: 'outside' });
});

it('a point on a common border belongs to exactly one of the neighbours', () => {
  const pair = loadTerritories(plain({ [WEST]: [square(0, 0, 1)], [EAST]: [square(1, 0, 1)] }));
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }), (y) => {
      expect(pair.locate(1, y)).toMatchObject({ outcome: 'found', commune: { code: EAST } });
    }),
  );
});

describe('coordinates that are none are refused, naming the field', () => {
  const one = loadTerritories(plain({ [WEST]: [square(0, 0, 1)] }));

  it.each([
    [Number.NaN, 0, 'longitude'],
    [Number.POSITIVE_INFINITY, 0, 'longitude'],
    [180.1, 0, 'longitude'],
    [0, Number.NaN, 'latitude'],
    [0, -90.001, 'latitude'],
    ['1' as unknown as number, 0, 'longitude'],
    [0, undefined as unknown as number, 'latitude'],
  ])('%p, %p', (longitude, latitude, field) => {
    expect(() => one.locate(longitude, latitude)).toThrow(
      expect.objectContaining({ code: 'invalid-coordinate', field }),
    );
  });
});
