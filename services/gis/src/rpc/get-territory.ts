import type { GetTerritoryRequest, GetTerritoryResponse } from '@jamaa/proto/gis/v1/gis';
import type { Dataset } from '../domain/dataset.ts';
import { ancestorMessages, territoryMessage, territoryOf } from '../domain/territory-message.ts';

/** @throws AppError `validation-failed` or `not-found`, naming `code` */
export const getTerritory =
  ({ index, version }: Dataset) =>
  async ({ code, boundary }: GetTerritoryRequest): Promise<GetTerritoryResponse> => {
    const territory = territoryOf(index, code, 'code');
    return {
      territory: territoryMessage(index, territory, boundary),
      ancestors: ancestorMessages(index, code),
      version,
    };
  };
