import { AppError, invalidField, type RpcCall } from '@jamaa/kit';
import type { ListHeldAttachmentsRequest, ListHeldAttachmentsResponse } from '@jamaa/proto/intake/v1/intake';
import type { Intake } from '../context.ts';
import { complaintRows } from '../store/complaints.ts';

const MOST = 50;

/** Which of these files cases hold. Attachments asks before it throws anything away: a case's event may not have reached it yet. */
export const listHeldAttachments =
  ({ platform }: Intake) =>
  async ({ ids }: ListHeldAttachmentsRequest, { caller }: RpcCall): Promise<ListHeldAttachmentsResponse> => {
    if (caller.kind !== 'service' || caller.service !== 'attachments') {
      throw new AppError('forbidden', 'only attachments asks which files cases hold');
    }
    if (ids.length > MOST) throw invalidField('ids', 'too-many', `at most ${MOST}`);
    const held: { id: string; complaintId: string }[] = [];
    for (const id of ids) {
      // One by one: several at once would not be answered by the index on every server.
      const row = await complaintRows(platform.mongo).findOne(
        { attachments: { $eq: id, $gt: '' } as never },
        { projection: { _id: 1 } },
      );
      if (row !== null) held.push({ id, complaintId: row._id });
    }
    return { held };
  };
