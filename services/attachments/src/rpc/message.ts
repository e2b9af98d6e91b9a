import { Attachment } from '@jamaa/proto/attachments/v1/attachments';
import type { FileRow } from '../store/file-row.ts';

/** A file as its list tells it. */
export const attachmentMessage = (row: FileRow): Attachment =>
  Attachment.fromPartial({
    id: row._id,
    kind: row.kind ?? '',
    mediaType: row.mediaType ?? '',
    size: row.size ?? row.length,
    state: row.state,
    thumbnail: row.thumbnail !== undefined,
    ...(row.receivedAt === undefined ? {} : { receivedAt: row.receivedAt }),
  });
