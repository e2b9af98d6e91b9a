import { type Keyring, type Platform, type RpcService, rpcService } from '@jamaa/kit';
import { CivilDocumentsServiceService } from '@jamaa/proto/civil_registry/v1/documents';
import type { DocumentsEnvironment } from './config.ts';
import type { DocumentsDeps } from './deps.ts';
import { createPress } from './press.ts';
import { documentsMethods } from './rpc/methods.ts';
import { openFileKey } from './signing/file-key.ts';
import { createLocalTimeStamps } from './signing/local-time-stamps.ts';
import { createSeal } from './signing/seal.ts';
import type { ActSource } from './sources.ts';
import { openDocumentTokens } from './token.ts';

export interface DocumentsParts {
  readonly platform: Platform;
  readonly env: DocumentsEnvironment;
  readonly keyring: Keyring;
  readonly grantsOf: DocumentsDeps['grantsOf'];
  readonly acts: ActSource;
}

/** The room of documents, as a gRPC service. @throws Error when a key is missing, or what is for development is set in production */
export async function civilDocuments({ platform, env, keyring, grantsOf, acts }: DocumentsParts): Promise<RpcService> {
  const { metrics, clock } = platform;
  const folder = env.DOCUMENT_SEAL_DIR ?? env.SECRETS_DIR;
  if (env.NODE_ENV === 'production') refuseDevelopment(env);
  const stamps =
    env.DOCUMENT_TIME_STAMPS === 'local'
      ? createLocalTimeStamps(await openFileKey(folder, 'document-time-stamps'), () => clock.now())
      : undefined;
  const seal = createSeal(await openFileKey(folder, 'document-seal'), stamps);
  const telemetry = {
    produced: metrics.counter('documents_produced_total', 'Documents made of acts', ['kind', 'purpose']),
    verified: metrics.counter('documents_verified_total', 'Documents asked about, by what was answered', ['verdict']),
  };
  const verifyUrl = `${env.PUBLIC_URL.replace(/\/$/, '')}/v1/verify`;
  const tokens = await openDocumentTokens(env.SECRETS_DIR);
  const press = createPress(seal, env.DOCUMENT_THREADS);
  platform.onClose(() => press.close());
  const fileDays = env.DOCUMENT_FILE_DAYS;
  const deps = { platform, keyring, grantsOf, acts, press, tokens, telemetry, verifyUrl, fileDays };
  return rpcService(CivilDocumentsServiceService, documentsMethods(deps));
}

function refuseDevelopment({ DOCUMENT_TIME_STAMPS, PUBLIC_URL }: DocumentsEnvironment): void {
  if (DOCUMENT_TIME_STAMPS === 'local')
    throw new Error('DOCUMENT_TIME_STAMPS: local time-stamps prove nothing in production');
  // It is printed: a document that leads nowhere, or where anybody can listen, cannot be called back.
  if (!PUBLIC_URL.startsWith('https://'))
    throw new Error('PUBLIC_URL: documents lead to an https address in production');
}
