import { AppError, bytesOf, invalidField } from '@jamaa/kit';
import { type VerifyDocumentRequest, VerifyDocumentResponse } from '@jamaa/proto/civil_registry/v1/documents';
import type { DocumentsDeps } from '../deps.ts';
import { documentMessage, replacedAt, stateOf } from '../message.ts';
import { keyOf, statedContext } from '../rows.ts';
import { decodeStated } from '../stated.ts';
import { findDocument } from '../store.ts';

/**
 * What a document says, and whether it still holds, for whoever has its code. A code that we have not made is unknown, whatever it
 * looks like; of a file with another digest the true fields are told, so that people see what was altered.
 */
export const verifyDocument =
  (deps: DocumentsDeps) =>
  async ({ token, digest }: VerifyDocumentRequest): Promise<VerifyDocumentResponse> => {
    if (digest !== '' && !/^[0-9a-f]{64}$/.test(digest))
      throw invalidField('digest', 'malformed', 'SHA-256 of the file, 64 hexadecimal digits');
    const id = await deps.tokens.open(token);
    if (id === undefined) {
      deps.telemetry.verified.inc({ verdict: 'forged' });
      throw new AppError('not-found', 'this code is on no document of ours');
    }
    const row = await findDocument(deps.platform.mongo, id);
    const replaced = await replacedAt(deps, row);
    const state = stateOf(row, replaced);
    const verdict = digest !== '' && digest !== row.digest ? 'altered' : state;
    deps.telemetry.verified.inc({ verdict });
    const stated = keyOf(deps.keyring, row).openBytes(bytesOf(row.stated), statedContext(id));
    return VerifyDocumentResponse.fromPartial({
      verdict,
      document: documentMessage(row, state),
      fields: decodeStated(stated),
      ...(row.revoked === undefined ? {} : { revokedAt: row.revoked.at }),
      ...(replaced === undefined ? {} : { replacedAt: replaced }),
    });
  };
