import { promisify } from 'node:util';
import { zstdDecompress } from 'node:zlib';
import { AppError, bytesOf, type RpcCall } from '@jamaa/kit';
import type { GetDocumentRequest, GetDocumentResponse } from '@jamaa/proto/civil_registry/v1/documents';
import { staffOnly } from '../authorise.ts';
import type { DocumentsDeps } from '../deps.ts';
import { documentMessage, replacedAt, stateOf } from '../message.ts';
import { documentFileRows, fileContext, keyOf } from '../rows.ts';
import { findDocument } from '../store.ts';

const decompress = promisify(zstdDecompress);

/** The same file again, byte by byte, as long as files are kept: for the bureau's staff, or for an order. */
export const getDocument =
  (deps: DocumentsDeps) =>
  async ({ id }: GetDocumentRequest, call: RpcCall): Promise<GetDocumentResponse> => {
    const { mongo } = deps.platform;
    const row = await findDocument(mongo, id);
    await staffOnly(deps, call, row);
    const file = await documentFileRows(mongo).findOne({ _id: id });
    if (file === null) throw new AppError('not-found', 'the file is no longer kept: have the document made anew');
    const sealed = keyOf(deps.keyring, row).openBytes(bytesOf(file.sealed), fileContext(id));
    return { document: documentMessage(row, stateOf(row, await replacedAt(deps, row))), pdf: await decompress(sealed) };
  };
