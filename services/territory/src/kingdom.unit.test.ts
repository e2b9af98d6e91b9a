import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Position } from 'geojson';
import { kingdom } from '../test/committed.ts';
import { TerritoryError } from './index.ts';

const polygonsOf = (code: string): Position[][][] => {
  const { geometry } = kingdom.boundary(code);
  return geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
};

/** Ray casting in its textbook form, on the GeoJSON itself: shares nothing with the index under test. */
const liesIn = (code: string, x: number, y: number): boolean =>
  polygonsOf(code)
    .flat()
    .reduce((inside, ring) => {
      let odd = inside;
      for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
        const [xi = 0, yi = 0] = ring[i] ?? [];
        const [xj = 0, yj = 0] = ring[j] ?? [];
        if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) odd = !odd;
      }
      return odd;
    }, false);

describe('towns lie in their communes', () => {
  it.each<[string, number, number, string]>([
    ['Sefrou', -4.83, 33.83, '03.451.01.09'],
    ['Rabat', -6.84, 34.02, '04.421.01.0'],
    ['Salé', -6.8, 34.04, '04.441.01.0'],
    ['Casablanca', -7.62, 33.59, '06.141.01.0'],
    ['Fès', -5.0, 34.04, '03.231.01.0'],
    ['Meknès', -5.55, 33.89, '03.061.01.01'],
    ['Marrakech', -7.99, 31.63, '07.351.01.0'],
    ['Agadir', -9.58, 30.42, '09.001.01.01'],
    ['Tanger', -5.8, 35.77, '01.511.01.0'],
    ['Tétouan', -5.37, 35.57, '01.571.01.11'],
    ['Chefchaouen', -5.27, 35.17, '01.151.01.01'],
    ['Larache', -6.15, 35.18, '01.331.01.03'],
    ['Al Hoceima', -3.93, 35.245, '01.051.01.01'],
    ['Oujda', -1.91, 34.68, '02.411.01.23'],
    ['Nador', -2.93, 35.17, '02.381.01.05'],
    ['Berkane', -2.32, 34.92, '02.113.01.09'],
    ['Figuig', -1.23, 32.11, '02.251.01.03'],
    ['Taza', -4.01, 34.21, '03.561.01.11'],
    ['Ifrane', -5.11, 33.53, '03.271.01.03'],
    ['Kénitra', -6.58, 34.26, '04.281.01.01'],
    ['Khouribga', -6.91, 32.88, '05.311.01.07'],
    ['Béni Mellal', -6.35, 32.34, '05.091.01.01'],
    ['Khénifra', -5.67, 32.94, '05.301.01.01'],
    ['Settat', -7.62, 33.0, '06.461.01.15'],
    ['El Jadida', -8.5, 33.24, '06.181.01.03'],
    ['Mohammédia', -7.39, 33.69, '06.371.01.01'],
    ['Safi', -9.23, 32.29, '07.431.01.03'],
    ['Essaouira', -9.76, 31.51, '07.211.01.05'],
    ['Errachidia', -4.42, 31.93, '08.201.01.05'],
    ['Ouarzazate', -6.9, 30.92, '08.401.01.07'],
    ['Zagora', -5.84, 30.33, '08.587.01.13'],
    ['Taroudannt', -8.88, 30.47, '09.541.01.13'],
    ['Tiznit', -9.73, 29.7, '09.581.01.07'],
    ['Guelmim', -10.06, 28.99, '10.261.01.03'],
    ['Tan-Tan', -11.1, 28.44, '10.521.01.01'],
    ['Tarfaya', -12.93, 27.94, '11.537.01.05'],
    ['Laâyoune', -13.2, 27.15, '11.321.01.03'],
    ['Es-Semara', -11.67, 26.74, '11.221.01.01'],
    ['Boujdour', -14.49, 26.13, '11.121.01.01'],
    ['Dakhla', -15.94, 23.7, '12.391.01.01'],
    ['Aousserd', -14.33, 22.55, '12.066.03.05'],
    // Towns that the source of the boundaries cuts out of their commune, or loses with most of it.
    ['Tamesna', -6.92, 33.82, '04.501.03.11'],
    ['Tighassaline', -5.65, 32.77, '05.301.03.13'],
  ])('%s (%d, %d) → %s', (_, longitude, latitude, code) => {
    expect(kingdom.locate(longitude, latitude)).toMatchObject({ outcome: 'found', commune: { code } });
  });

  it('tells the arrondissement where there is one', () => {
    expect(kingdom.locate(-7.62, 33.59)).toMatchObject({ arrondissement: { code: '06.141.01.07' } });
    expect(kingdom.locate(-4.83, 33.83)).not.toHaveProperty('arrondissement');
  });
});

describe('points outside', () => {
  it.each([
    ['the Atlantic', -9, 34],
    ['Madrid', -3.7, 40.42],
    ['Null Island', 0, 0],
    ['the antipodes', 175, -32],
  ])('%s', (_, longitude, latitude) => {
    expect(kingdom.locate(longitude, latitude)).toEqual({ outcome: 'outside' });
  });

  it('swapped coordinates are outside, with a hint', () => {
    expect(kingdom.locate(33.83, -4.83)).toEqual({ outcome: 'outside', hint: 'swapped' });
  });

  it('the quays of Casablanca belong to the city, some metres off the drawn coast', () => {
    const located = kingdom.locate(-7.65, 33.612);
    expect(located).toMatchObject({ outcome: 'nearest', commune: { code: '06.141.01.0' } });
    expect(located.outcome === 'nearest' && located.distance).toBeLessThan(100);
  });
});

describe('the boundaries', () => {
  it('every commune’s and arrondissement’s interior point locates to it', () => {
    for (const { code, point } of kingdom.byKind('commune')) {
      expect([code, kingdom.locate(point[0], point[1])]).toMatchObject([code, { outcome: 'found', commune: { code } }]);
    }
    for (const { code, point } of kingdom.byKind('arrondissement')) {
      expect(kingdom.locate(point[0], point[1])).toMatchObject({ outcome: 'found', arrondissement: { code } });
    }
  });

  it('agree with the GeoJSON for points anywhere: one commune, the one found', () => {
    const { byKind, locate } = kingdom;
    fc.assert(
      fc.property(
        fc.constantFrom(...byKind('commune')),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        ({ code, bbox: [west, south, east, north] }, u, v) => {
          const [x, y] = [west + u * (east - west), south + v * (north - south)];
          const located = locate(x, y);
          expect(liesIn(code, x, y)).toBe(located.outcome === 'found' && located.commune.code === code);
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('the kingdom is whole: every région and province is one piece without a hole', () => {
    for (const kind of ['region', 'prefecture', 'province'] as const) {
      for (const { code } of kingdom.byKind(kind)) {
        const polygons = polygonsOf(code);
        expect([code, polygons.length, polygons[0]?.length]).toEqual([code, 1, 1]);
      }
    }
  });

  it('spans the kingdom from Lagouira to the Mediterranean', () => {
    const boxes = kingdom.byKind('region').map(({ bbox }) => bbox);
    expect(Math.min(...boxes.map(([west]) => west))).toBeCloseTo(-17.105, 2);
    expect(Math.min(...boxes.map(([, south]) => south))).toBeCloseTo(20.775, 2);
    expect(Math.max(...boxes.map(([, , east]) => east))).toBeCloseTo(-1.02, 2);
    expect(Math.max(...boxes.map(([, , , north]) => north))).toBeCloseTo(35.923, 2);
  });

  it('cities, cercles and governors’ areas are the union of their parts', () => {
    for (const code of ['06.141.01.0', '06.141.01.10', '03.451.07', '12']) {
      const parts = kingdom.children(code).filter(({ kind }) => kind !== 'prefecture-arrondissements');
      for (const { point } of parts) expect(liesIn(code, point[0], point[1])).toBe(true);
    }
    expect(kingdom.boundary('06.141.01.10')).toMatchObject({
      type: 'Feature',
      id: '06.141.01.10',
      properties: { code: '06.141.01.10', kind: 'prefecture-arrondissements', name: { fr: 'Al-Fida-Mers-Sultan' } },
    });
  });

  it('are closed rings, outer ones counter-clockwise (RFC 7946)', () => {
    for (const { code } of [...kingdom.byKind('commune'), ...kingdom.byKind('region')]) {
      for (const [outer = []] of polygonsOf(code)) {
        expect(outer[0]).toEqual(outer.at(-1));
        const twice = outer.reduce((sum, [x = 0, y = 0], i) => {
          const [x2 = x, y2 = y] = outer[i + 1] ?? [];
          return sum + x * y2 - x2 * y;
        }, 0);
        expect([code, twice > 0]).toEqual([code, true]);
      }
    }
  });

  it('of an unknown code are refused', () => {
    expect(() => kingdom.boundary('13')).toThrow(TerritoryError);
  });
});
