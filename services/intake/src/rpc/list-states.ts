import { AppError, invalidField, type RpcCall, toProtoEnum } from '@jamaa/kit';
import type { ListStatesRequest, ListStatesResponse } from '@jamaa/proto/intake/v1/intake';
import type { Intake } from '../context.ts';
import { complaintRows } from '../store/complaints.ts';

/** State and version of up to 500 cases, for services that must not act on an old picture. */
export const listStates =
  (intake: Intake) =>
  async (request: ListStatesRequest, call: RpcCall): Promise<ListStatesResponse> => {
    if (call.caller.kind !== 'service') throw new AppError('forbidden', 'only services ask for states');
    if (request.ids.length > 500) throw invalidField('ids', 'too-many', 'at most 500');
    const rows = await complaintRows(intake.platform.mongo)
      .find({ _id: { $in: request.ids } })
      .project<{ _id: string; state: string; version: number; organisation: string; unit: string }>({
        state: 1,
        version: 1,
        organisation: 1,
        unit: 1,
      })
      .toArray();
    return {
      states: rows.map((row) => ({
        id: row._id,
        state: toProtoEnum('COMPLAINT_STATE', row.state),
        version: row.version,
        organisation: row.organisation,
        unit: row.unit,
      })),
    };
  };
