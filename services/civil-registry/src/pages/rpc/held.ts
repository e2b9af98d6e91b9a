import { AppError, invalidField, type RpcCall } from '@jamaa/kit';
import type { ListHeldFilesRequest, ListHeldFilesResponse } from '@jamaa/proto/attachments/v1/attachments';
import type { Deps } from '../../deps.ts';
import { pageRows } from '../rows.ts';

const MOST = 50;

/** Which of these files are scans of pages. Attachments asks before it throws anything away. */
export const listHeldFiles =
  ({ platform }: Pick<Deps, 'platform'>) =>
  async ({ ids }: ListHeldFilesRequest, { caller }: RpcCall): Promise<ListHeldFilesResponse> => {
    if (caller.kind !== 'service' || caller.service !== 'attachments')
      throw new AppError('forbidden', 'only attachments asks');
    if (ids.length > MOST) throw invalidField('ids', 'too-many', `at most ${MOST}`);
    const held: string[] = [];
    for (const id of ids) {
      // One by one, each answered by the partial index.
      const row = await pageRows(platform.mongo).findOne(
        { 'scan.id': { $eq: id, $gt: '' } },
        { projection: { _id: 1 } },
      );
      if (row !== null) held.push(id);
    }
    return { held };
  };
