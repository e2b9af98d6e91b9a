import { invalidField } from '@jamaa/kit';
import type { ListOrganisationsRequest, ListOrganisationsResponse } from '@jamaa/proto/directory/v1/directory';
import { organisationKinds } from '../domain/organisation.ts';
import { organisationMessage } from '../store/messages.ts';
import type { Deps } from './deps.ts';

const TERRITORY = /^\d{2}(\.\d{3}(\.\d{2}(\.(\d{2}|0))?)?)?$/;
const MAX = 500;

/** Bodies by territory (all that serve a part of it) and kind, by ascending id; public. At most 500 a page, 100 unless told. */
export const listOrganisations =
  ({ organisations }: Deps) =>
  async (request: ListOrganisationsRequest): Promise<ListOrganisationsResponse> => {
    const { territory, kind, cursor } = request;
    if (territory !== '' && !TERRITORY.test(territory))
      throw invalidField('territory', 'code', 'territory is not a territory code');
    if (kind !== '' && !(organisationKinds as readonly string[]).includes(kind))
      throw invalidField('kind', 'unknown', `kind is not one of ${organisationKinds.join(', ')}`);
    const limit = request.limit === 0 ? 100 : Math.min(request.limit, MAX);
    const rows = await organisations.page({ territory, kind, after: cursor, limit: limit + 1 });
    const page = rows.slice(0, limit);
    return {
      organisations: page.map(organisationMessage),
      nextCursor: rows.length > limit ? (page.at(-1)?._id ?? '') : '',
    };
  };
