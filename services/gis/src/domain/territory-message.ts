import { AppError, invalidField } from '@jamaa/kit';
import type { Territory as TerritoryMessage } from '@jamaa/proto/gis/v1/gis';
import type { Territory, TerritoryIndex } from '@jamaa/territory';

/** About 0.1 m, finer than the grid that the boundaries are drawn on: nothing is lost, and the text is half as long. */
const DECIMALS = 1e6;

/** A territory as it crosses the wire, with its GeoJSON geometry when `boundary` is true. */
export function territoryMessage(index: TerritoryIndex, territory: Territory, boundary = false): TerritoryMessage {
  const [longitude, latitude] = territory.point;
  return {
    code: territory.code,
    kind: territory.kind,
    parent: territory.parent ?? '',
    name: { ar: territory.name.ar, fr: territory.name.fr, zgh: '' },
    population: territory.population,
    codes2014: [...(territory.codes2014 ?? [])],
    longitude,
    latitude,
    bbox: [...territory.bbox],
    children: index.children(territory.code).length,
    boundary: boundary ? geometryText(index, territory.code) : '',
    urban: territory.urban ?? false,
    supervision: territory.supervision ?? '',
  };
}

/** From the parent up to the région. */
export const ancestorMessages = (index: TerritoryIndex, code: string): TerritoryMessage[] =>
  index.ancestors(code).map((ancestor) => territoryMessage(index, ancestor));

/**
 * @throws AppError `validation-failed` when empty, `not-found` when no territory bears the code; both name `field`
 */
export function territoryOf(index: TerritoryIndex, code: string, field: string): Territory {
  if (code === '') throw invalidField(field, 'required', `${field} must be a territory code such as 03.451.01.09`);
  const territory = index.get(code);
  if (territory !== undefined) return territory;
  const message = `no territory has the code ${code.slice(0, 40)}`;
  throw new AppError('not-found', message, { fields: [{ path: field, code: 'unknown', message }] });
}

const geometryText = (index: TerritoryIndex, code: string): string =>
  JSON.stringify(index.boundary(code).geometry, (_key, value: unknown) =>
    typeof value === 'number' ? Math.round(value * DECIMALS) / DECIMALS : value,
  );
