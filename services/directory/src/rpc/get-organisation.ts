import { AppError, invalidField } from '@jamaa/kit';
import type { GetOrganisationRequest, GetOrganisationResponse } from '@jamaa/proto/directory/v1/directory';
import { organisationMessage } from '../store/messages.ts';
import type { Deps } from './deps.ts';

/** One body; public, like the list. */
export const getOrganisation =
  ({ organisations }: Deps) =>
  async ({ id }: GetOrganisationRequest): Promise<GetOrganisationResponse> => {
    if (id === '') throw invalidField('id', 'required', 'id is missing');
    const row = await organisations.find(id);
    if (row === null) throw new AppError('not-found', 'no organisation has this id');
    return { organisation: organisationMessage(row) };
  };
