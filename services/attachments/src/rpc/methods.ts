import type { Methods } from '@jamaa/kit';
import type { AttachmentsServiceServer } from '@jamaa/proto/attachments/v1/attachments';
import type { Deps } from '../deps.ts';
import { checkClaims } from './check-claims.ts';
import { createUpload } from './create-upload.ts';
import { openHandedOverFile } from './handed-over.ts';
import { listAttachments, openAttachment, openHeldFile, readAttachment } from './open.ts';
import { appendUpload, finishUpload, getUpload } from './upload.ts';

export const methods = (deps: Deps): Methods<AttachmentsServiceServer> => ({
  createUpload: createUpload(deps),
  getUpload: getUpload(deps),
  appendUpload: appendUpload(deps),
  finishUpload: finishUpload(deps),
  checkClaims: checkClaims(deps),
  listAttachments: listAttachments(deps),
  openAttachment: openAttachment(deps),
  readAttachment: readAttachment(deps),
  openHeldFile: openHeldFile(deps),
  openHandedOverFile: openHandedOverFile(deps),
});
