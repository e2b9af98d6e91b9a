import type { RpcCall } from '@jamaa/kit';
import type { GetImportRequest, GetImportResponse } from '@jamaa/proto/intake/v1/imports';
import type { Intake } from '../../context.ts';
import { importFor } from './rights.ts';
import { importView } from './view.ts';

/** How far an import is. */
export const getImport =
  (intake: Intake) =>
  async ({ id }: GetImportRequest, { caller }: RpcCall): Promise<GetImportResponse> => ({
    import: importView(await importFor(intake, caller, id)),
  });
