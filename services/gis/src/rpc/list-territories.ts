import type { ListTerritoriesRequest, ListTerritoriesResponse } from '@jamaa/proto/gis/v1/gis';
import type { Dataset } from '../domain/dataset.ts';
import { territoryMessage, territoryOf } from '../domain/territory-message.ts';

/** The territories directly below the parent, by ascending code. @throws AppError `not-found`, naming `parent` */
export const listTerritories =
  ({ index, version }: Dataset) =>
  async ({ parent }: ListTerritoriesRequest): Promise<ListTerritoriesResponse> => {
    const found = parent === '' ? index.byKind('region') : index.children(territoryOf(index, parent, 'parent').code);
    return { territories: found.map((territory) => territoryMessage(index, territory)), version };
  };
