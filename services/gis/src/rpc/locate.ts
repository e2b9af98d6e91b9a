import { AppError, invalidField } from '@jamaa/kit';
import type { LocateRequest, LocateResponse } from '@jamaa/proto/gis/v1/gis';
import { type Located, TerritoryError, type TerritoryIndex } from '@jamaa/territory';
import type { Dataset } from '../domain/dataset.ts';
import { ancestorMessages, territoryMessage } from '../domain/territory-message.ts';
import type { GisMetrics } from '../telemetry.ts';

/**
 * The commune of a point, and its arrondissement in the cities that have them.
 *
 * @throws AppError `outside-territory`; its fields have the code `swapped` when longitude and latitude changed places
 * @throws AppError `validation-failed` naming `longitude` or `latitude`
 */
export const locate =
  ({ index }: Dataset, metrics: GisMetrics) =>
  async ({ longitude, latitude }: LocateRequest): Promise<LocateResponse> => {
    const located = lookUp(index, longitude, latitude);
    metrics.located.inc({ outcome: located.outcome });
    if (located.outcome === 'outside') throw outside(located.hint === 'swapped');
    const arrondissement = located.outcome === 'found' ? located.arrondissement : undefined;
    return {
      commune: territoryMessage(index, located.commune),
      arrondissement: arrondissement && territoryMessage(index, arrondissement),
      ancestors: ancestorMessages(index, located.commune.code),
      distanceMetres: located.distance,
    };
  };

function lookUp(index: TerritoryIndex, longitude: number, latitude: number): Located {
  try {
    return index.locate(longitude, latitude);
  } catch (error) {
    if (!(error instanceof TerritoryError)) throw error;
    throw invalidField(error.field, 'range', error.message);
  }
}

function outside(swapped: boolean): AppError {
  const message = swapped
    ? 'the point lies outside the territory; longitude and latitude seem to be swapped'
    : 'the point lies outside the territory';
  const code = swapped ? 'swapped' : 'outside';
  return new AppError('outside-territory', message, {
    fields: ['longitude', 'latitude'].map((path) => ({ path, code, message })),
  });
}
