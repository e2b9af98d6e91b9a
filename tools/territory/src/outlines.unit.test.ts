import { describe, expect, it } from '@jest/globals';
import type { Position } from 'geojson';
import { cleanOutlines } from './outlines.ts';
import type { BoundaryPart } from './part.ts';

const box = (code: string, west: number, south: number, east: number, north: number): BoundaryPart => ({
  code,
  polygons: [[rectangle(west, south, east, north)]],
});

const rectangle = (west: number, south: number, east: number, north: number): Position[] => [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
  [west, south],
];

/** Planar areas in square degrees, by code. */
async function areas(...args: Parameters<typeof cleanOutlines>): Promise<Record<string, number>> {
  const features = await cleanOutlines(...args);
  return Object.fromEntries(
    features.map(({ properties, geometry }) => {
      const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
      const twice = polygons.flat().reduce(
        (sum, ring) =>
          sum +
          ring.reduce((ringSum, [x = 0, y = 0], i) => {
            const [x2 = x, y2 = y] = ring[i + 1] ?? [];
            return ringSum + x * y2 - x2 * y;
          }, 0),
        0,
      );
      return [properties.code, Number((twice / 2).toFixed(4))];
    }),
  );
}

describe('cleanOutlines', () => {
  it('gives an overlap to the smaller part, as a town inside a rural commune', async () => {
    expect(await areas([box('A', 0, 0, 1, 1), box('B', 0.4, 0.4, 0.6, 0.6)], [])).toEqual({ A: 0.96, B: 0.04 });
  });

  it('joins parts of one code', async () => {
    const parts = [box('A', 0, 0, 1, 1), box('A', 1, 0, 1.5, 1), box('B', 1.5, 0, 2, 1)];
    expect(await areas(parts, [])).toEqual({ A: 1.5, B: 0.5 });
  });

  it('closes a small gap', async () => {
    const parts = [
      box('A', 0, 0, 1, 0.1),
      box('B', 0, 0.1, 0.5, 1),
      box('C', 0.5001, 0.1, 1, 1),
      box('D', 0, 1, 1, 1.1),
    ];
    const total = Object.values(await areas(parts, [])).reduce((sum, area) => sum + area, 0);
    expect(total).toBeCloseTo(1.1, 3);
  });

  it('gives a hole to its owner, and refuses one that has none', async () => {
    const around = { code: 'A', polygons: [[rectangle(0, 0, 1, 1), rectangle(0.4, 0.4, 0.6, 0.6).reverse()]] };
    expect(await areas([around, box('B', 1, 0, 2, 1)], [{ code: 'B', inside: [0.5, 0.5] }])).toEqual({
      A: 0.96,
      B: 1.04,
    });
    await expect(cleanOutlines([around], [])).rejects.toThrow('1 holes over 1km2 belong to nobody');
  });

  it('refuses an owner of a hole that is not there', async () => {
    const parts = [box('A', 0, 0, 1, 1)];
    await expect(cleanOutlines(parts, [{ code: 'A', inside: [0.5, 0.5] }])).rejects.toThrow('has no hole at 0.5,0.5');
  });

  it('repairs a ring that crosses itself, and refuses one of which nothing is left', async () => {
    const loop: BoundaryPart = {
      code: 'A',
      polygons: [
        [
          [
            [0, 0],
            [1, 0],
            [1, 1],
            [0.5, 1],
            [0.5, 1.01],
            [0.52, 0.9],
            [0, 1],
            [0, 0],
          ],
        ],
      ],
    };
    const { A = 0 } = await areas([loop], []);
    expect(Math.abs(A - 1)).toBeLessThan(0.06);
    const nothing: BoundaryPart = {
      code: 'A',
      polygons: [
        [
          [
            [0, 0],
            [1, 1],
            [1, 0],
            [0, 1],
            [0, 0],
          ],
        ],
      ],
    };
    await expect(cleanOutlines([nothing, box('B', 2, 0, 3, 1)], [])).rejects.toThrow('nothing is left of A');
  });
});
