import { AppError, type RpcCall } from '@jamaa/kit';
import { type OpenHandedOverFileRequest, OpenHandedOverFileResponse } from '@jamaa/proto/attachments/v1/attachments';
import type { Deps } from '../deps.ts';
import { type FileState, keptStates } from '../domain/file.ts';
import { thumbnailKey } from '../storage/blob-store.ts';
import { fileRows } from '../store/file-row.ts';
import { makeTicket } from './ticket.ts';

const goneStates: readonly FileState[] = ['refused', 'infected', 'expired'];

/**
 * Tickets to a file for the cell that its case went to, scanned or not: that cell scans it itself.
 * @throws AppError `forbidden` to everybody else, `not-found` for any other file, `unavailable` for one that is not whole yet
 */
export const openHandedOverFile =
  ({ platform, keyring }: Deps) =>
  async ({ id }: OpenHandedOverFileRequest, { caller }: RpcCall): Promise<OpenHandedOverFileResponse> => {
    if (caller.kind !== 'cell' || caller.service !== 'attachments')
      throw new AppError('forbidden', 'only attachments of another cell fetches files');
    const row = await fileRows(platform.mongo).findOne({ _id: id });
    if (row === null || row.handedTo !== caller.cell) throw new AppError('not-found', 'no such file of your cell');
    if (goneStates.includes(row.state)) return OpenHandedOverFileResponse.fromPartial({ gone: true });
    const { size, mediaType, kind, digest, thumbnail = 0 } = row;
    if (!keptStates.includes(row.state) || size === undefined || mediaType === undefined)
      throw new AppError('unavailable', 'this file is not whole yet');
    const ticket = (key: string, of: number): string => makeTicket(keyring, { key, size: of }, platform.clock.system());
    return OpenHandedOverFileResponse.fromPartial({
      ticket: ticket(row._id, size),
      kind,
      mediaType,
      size,
      digest,
      thumbnailTicket: thumbnail === 0 ? '' : ticket(thumbnailKey(row._id), thumbnail),
      thumbnailSize: thumbnail,
    });
  };
