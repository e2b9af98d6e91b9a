import { readFile } from 'node:fs/promises';
import {
  auditService,
  createDirectoryCopy,
  createPlatform,
  keyService,
  openKeyring,
  type Platform,
  peer,
  rpcService,
  type Served,
  serve,
} from '@jamaa/kit';
import { CivilDocumentsServiceClient } from '@jamaa/proto/civil_registry/v1/documents';
import { DirectoryServiceClient } from '@jamaa/proto/directory/v1/directory';
import { DocumentOrdersServiceService } from '@jamaa/proto/document_orders/v1/document_orders';
import type { DocumentOrdersEnvironment } from './config.ts';
import { startJobs } from './jobs/start.ts';
import { bankApi } from './payments/bank-api.ts';
import { cmi } from './payments/cmi.ts';
import type { PaymentPort } from './payments/port.ts';
import type { PostPort } from './post/port.ts';
import { postApi } from './post/post-api.ts';
import { createReceiptRenderer } from './receipt/renderer.ts';
import { methods } from './rpc/methods.ts';
import { indexes } from './store/indexes.ts';
import { orderCollection } from './store/order-row.ts';
import { declareTelemetry } from './telemetry.ts';

export interface DocumentOrdersContext {
  readonly platform: Platform;
  readonly served: Served;
}

const secretIn = async (file: string): Promise<string> => (await readFile(file, 'utf8')).trim();

async function bankOf(env: DocumentOrdersEnvironment): Promise<PaymentPort | undefined> {
  const { BANK_PAGE_URL, BANK_CLIENT_ID, BANK_STORE_KEY_FILE, BANK_API_URL, BANK_API_KEY_FILE } = env;
  if (!BANK_PAGE_URL || !BANK_CLIENT_ID || !BANK_STORE_KEY_FILE || !BANK_API_URL || !BANK_API_KEY_FILE)
    return undefined;
  const [storeKey, key] = await Promise.all([secretIn(BANK_STORE_KEY_FILE), secretIn(BANK_API_KEY_FILE)]);
  return {
    ...cmi({ clientId: BANK_CLIENT_ID, storeKey, pageUrl: BANK_PAGE_URL, publicUrl: env.PUBLIC_URL }),
    ...bankApi({ url: BANK_API_URL, key, timeoutMs: env.CALL_TIMEOUT_MS }),
  };
}

async function postOf({
  POST_API_URL,
  POST_API_KEY_FILE,
  CALL_TIMEOUT_MS,
}: DocumentOrdersEnvironment): Promise<PostPort | undefined> {
  if (!POST_API_URL || !POST_API_KEY_FILE) return undefined;
  return postApi({ url: POST_API_URL, key: await secretIn(POST_API_KEY_FILE), timeoutMs: CALL_TIMEOUT_MS });
}

/** Builds the service once. @throws when the database is out of reach or lacks an index; nothing stays open then. */
export async function createContext(env: DocumentOrdersEnvironment): Promise<DocumentOrdersContext> {
  const [keyring, bank, post] = await Promise.all([openKeyring(env.SECRETS_DIR), bankOf(env), postOf(env)]);
  const platform = await createPlatform({ service: 'document-orders', env, indexes });
  try {
    const directory = createDirectoryCopy(
      platform,
      peer(platform, DirectoryServiceClient, 'directory', env.DIRECTORY_ADDRESS),
    );
    if (bank === undefined) platform.logger.warn('no bank is configured (BANK_…): nothing can be paid');
    const { CIVIL_REGISTRY_ADDRESS: registry } = env;
    const receipts = createReceiptRenderer();
    platform.onClose(() => receipts.close());
    const base = {
      platform,
      env,
      keyring,
      directory,
      bank,
      post,
      receipts,
      documents:
        registry === undefined ? undefined : peer(platform, CivilDocumentsServiceClient, 'civil-registry', registry),
      telemetry: declareTelemetry(platform.metrics),
    };
    platform.consume('directory', directory.handlers);
    const deps = { ...base, poke: startJobs(base) };
    const audit = await auditService(platform, { collection: orderCollection, field: 'auditHead', name: 'reference' });
    const keys = await keyService(
      platform,
      keyring,
      [{ collection: orderCollection, key: 'sealed.key' }],
      [{ collection: 'idempotency', key: 'key' }],
    );
    const doors = [rpcService(DocumentOrdersServiceService, methods(deps)), audit, keys];
    const served = await serve(platform, doors, () => [directory.check()]);
    return { platform, served };
  } catch (error) {
    await platform.close();
    throw error;
  }
}
