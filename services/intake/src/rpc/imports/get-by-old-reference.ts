import type { RpcCall } from '@jamaa/kit';
import type { GetByOldReferenceRequest, GetByOldReferenceResponse } from '@jamaa/proto/intake/v1/imports';
import type { Intake } from '../../context.ts';
import { complaintRows } from '../../store/complaints.ts';
import { importedId, importedRows } from '../../store/imports.ts';
import { notFound, standing } from '../people.ts';

/** Where a case of another register is now, for whoever may see it; to everybody else it does not exist. */
export const getByOldReference =
  (intake: Intake) =>
  async ({ source, reference }: GetByOldReferenceRequest, { caller }: RpcCall): Promise<GetByOldReferenceResponse> => {
    const { mongo } = intake.platform;
    const imported = await importedRows(mongo).findOne({ _id: importedId(source, reference) });
    const row = imported === null ? null : await complaintRows(mongo).findOne({ _id: imported.complaintId });
    if (row === null) throw notFound();
    standing(intake.keyring, row, caller, await intake.grantsOf(caller), '');
    return { caseReference: row.reference };
  };
