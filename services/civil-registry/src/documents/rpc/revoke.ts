import { AppError, callerKey, invalidField, type RpcCall } from '@jamaa/kit';
import type { RevokeDocumentRequest, RevokeDocumentResponse } from '@jamaa/proto/civil_registry/v1/documents';
import { officersOnly } from '../authorise.ts';
import type { DocumentsDeps } from '../deps.ts';
import { documentMessage } from '../message.ts';
import { keyOf, revokedContext } from '../rows.ts';
import { findDocument, revokeRow } from '../store.ts';

const LONGEST = 500;

/** Declares a document void: by an officer of its bureau, with a reason, which stays sealed on its audit trail. */
export const revokeDocument =
  (deps: DocumentsDeps) =>
  async (request: RevokeDocumentRequest, call: RpcCall): Promise<RevokeDocumentResponse> => {
    const { platform, keyring } = deps;
    await officersOnly(deps, call, await findDocument(platform.mongo, request.id));
    const reason = request.reason.trim();
    if (reason === '') throw invalidField('reason', 'required', 'why it is void is missing');
    if (reason.length > LONGEST) throw invalidField('reason', 'too-long', `at most ${LONGEST} letters`);
    const at = platform.clock.now();
    const row = await platform.together(request.id, async (session) => {
      const found = await findDocument(platform.mongo, request.id, session);
      if (found.revoked !== undefined) throw new AppError('command-not-allowed', 'the document is void already');
      const sealed = keyOf(keyring, found).seal(reason, revokedContext(found._id));
      return revokeRow(session, found, { at, actor: callerKey(call.caller), reason: sealed });
    });
    platform.relay.poke();
    return { document: documentMessage(row, 'revoked') };
  };
