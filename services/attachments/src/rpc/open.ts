import { AppError, attachmentProof, type Caller, invalidField, type RpcCall } from '@jamaa/kit';
import {
  type ListAttachmentsRequest,
  type ListAttachmentsResponse,
  type OpenAttachmentRequest,
  OpenAttachmentResponse,
  type OpenHeldFileRequest,
  type OpenHeldFileResponse,
  type ReadAttachmentRequest,
  type ReadAttachmentResponse,
} from '@jamaa/proto/attachments/v1/attachments';
import type { GetAccessResponse } from '@jamaa/proto/intake/v1/intake';
import type { Deps } from '../deps.ts';
import { binds, servedStates } from '../domain/file.ts';
import { mediaTypeOf } from '../domain/media-types.ts';
import { thumbnailKey } from '../storage/blob-store.ts';
import { type FileRow, fileRows } from '../store/file-row.ts';
import { holds } from './holders.ts';
import { attachmentMessage } from './message.ts';
import { makeTicket, readTicket } from './ticket.ts';

const MAX_READ = 1_048_576;

const subjectOf = (caller: Caller): string => (caller.kind === 'account' ? caller.subject : '');

/** Intake alone knows who may see a case, confidential ones too; it answers the same for a case that is not there. */
const accessTo = (
  { intake }: Deps,
  { reference, trackingCode }: { reference: string; trackingCode: string },
  caller: Caller,
): Promise<GetAccessResponse> => intake.call('getAccess', { reference, trackingCode, subject: subjectOf(caller) });

/** The files of a case in the order in which they came. Bounded: a case has few. */
async function filesOf({ platform }: Deps, complaintId: string): Promise<FileRow[]> {
  const rows = await fileRows(platform.mongo).find({ complaintId }).toArray();
  return rows.sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime() || (a._id < b._id ? -1 : 1));
}

export const listAttachments =
  (deps: Deps) =>
  async (request: ListAttachmentsRequest, { caller }: RpcCall): Promise<ListAttachmentsResponse> => {
    const { complaintId } = await accessTo(deps, request, caller);
    return { attachments: (await filesOf(deps, complaintId)).map(attachmentMessage) };
  };

/** Gives a ticket to a file of a case that the caller may see. What has not been found clean is for its sender alone. */
export const openAttachment =
  (deps: Deps) =>
  async (request: OpenAttachmentRequest, { caller }: RpcCall): Promise<OpenAttachmentResponse> => {
    const { complaintId, reference } = await accessTo(deps, request, caller);
    const files = await filesOf(deps, complaintId);
    const number = files.findIndex(({ _id }) => _id === request.id);
    const row = files[number];
    if (row === undefined) throw new AppError('not-found', 'this case has no such file');
    served(deps, row, caller, request.token);
    return opened(deps, row, request.thumbnail, `${reference}-${number + 1}`);
  };

/** A ticket to a file for the service that keeps it. @throws AppError `not-found` for another's */
export const openHeldFile =
  (deps: Deps) =>
  async ({ holder, file }: OpenHeldFileRequest, { caller }: RpcCall): Promise<OpenHeldFileResponse> => {
    if (!holds(caller, holder)) throw new AppError('forbidden', 'only the service that keeps a file opens it');
    const row = await fileRows(deps.platform.mongo).findOne({ _id: file?.id ?? '' });
    if (row === null || !binds(row, file?.proof ?? '', holder)) throw new AppError('not-found', 'no such file is kept');
    served(deps, row, caller, '');
    return opened(deps, row, false, row._id);
  };

function opened(deps: Deps, row: FileRow, thumbnail: boolean, name: string): OpenAttachmentResponse {
  const type = mediaTypeOf(row.mediaType ?? '');
  if (row.size === undefined || row.mediaType === undefined || type === undefined)
    throw new Error(`file ${row._id} has no type`);
  if (thumbnail && row.thumbnail === undefined) throw new AppError('not-found', 'this file has no thumbnail');
  const part = thumbnail
    ? { key: thumbnailKey(row._id), size: row.thumbnail ?? 0, mediaType: 'image/webp', extension: 'webp', mark: '-t' }
    : { key: row._id, size: row.size, mediaType: row.mediaType, extension: type.extension, mark: '' };
  return OpenAttachmentResponse.fromPartial({
    ticket: makeTicket(deps.keyring, { key: part.key, size: part.size }, deps.platform.clock.system()),
    mediaType: part.mediaType,
    size: part.size,
    etag: `"${(row.digest ?? '').slice(0, 22)}${part.mark}"`,
    fileName: `${name}.${part.extension}`,
  });
}

function served({ keyring }: Deps, row: FileRow, caller: Caller, token: string): void {
  if (servedStates.includes(row.state)) return;
  if (row.state === 'infected')
    throw new AppError('command-not-allowed', 'this file carried a virus and was thrown away');
  if (row.state === 'refused') throw new AppError('command-not-allowed', 'this file was refused');
  if (row.state === 'uploading') throw new AppError('command-not-allowed', 'this file is still being uploaded');
  if (row.state === 'on-its-way')
    throw new AppError('command-not-allowed', 'this file is still on its way from the région that the case came from');
  const sender =
    (row.owner !== '' && row.owner === subjectOf(caller)) ||
    (token !== '' && attachmentProof(keyring, token) === row.proof);
  if (!sender) throw new AppError('command-not-allowed', 'this file is still being searched for viruses');
}

/** Bytes of a file by a ticket: a long film is read in many calls, and intake is asked once. */
export const readAttachment =
  ({ keyring, platform, store }: Deps) =>
  async ({ ticket, offset, length }: ReadAttachmentRequest, _call: RpcCall): Promise<ReadAttachmentResponse> => {
    const { key, size } = readTicket(keyring, ticket, platform.clock.system());
    if (length < 1 || length > MAX_READ) throw invalidField('length', 'range', `between 1 and ${MAX_READ} bytes`);
    if (offset >= size) throw invalidField('offset', 'range', `the file has ${size} bytes`);
    const parts: Uint8Array[] = [];
    for await (const part of store.read(key, offset, Math.min(size, offset + length))) parts.push(part);
    return { data: Buffer.concat(parts) };
  };
