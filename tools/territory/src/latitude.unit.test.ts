import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { correctLatitude } from './latitude.ts';

/** Snyder, Map Projections (USGS 1395), eq. 3-2: the conformal latitude as a series in the latitude, WGS 84. */
function series(degrees: number): number {
  const e2 = 0.00669437999014;
  const [e4, e6, e8] = [e2 ** 2, e2 ** 3, e2 ** 4];
  const phi = (degrees * Math.PI) / 180;
  const chi =
    phi -
    (e2 / 2 + (5 * e4) / 24 + (3 * e6) / 32 + (281 * e8) / 5760) * Math.sin(2 * phi) +
    ((5 * e4) / 48 + (7 * e6) / 80 + (697 * e8) / 11520) * Math.sin(4 * phi) -
    ((13 * e6) / 480 + (461 * e8) / 13440) * Math.sin(6 * phi) +
    ((1237 * e8) / 161280) * Math.sin(8 * phi);
  return (chi * 180) / Math.PI;
}

describe('correctLatitude', () => {
  it('moves Fès 0.179° and Dakhla 0.142° to the south, some 20 and 16 km', () => {
    expect(34.21 - correctLatitude(34.21)).toBeCloseTo(0.1787, 3);
    expect(23.84 - correctLatitude(23.84)).toBeCloseTo(0.142, 3);
  });

  it('is the conformal latitude everywhere, to a tenth of a millimetre', () => {
    fc.assert(
      fc.property(fc.double({ min: -80, max: 80, noNaN: true }), (degrees) => {
        expect(correctLatitude(degrees)).toBeCloseTo(series(degrees), 9);
      }),
    );
  });
});
