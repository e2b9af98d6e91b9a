import { createPlatform, type Platform, peer, rpcService, type Served, serve } from '@jamaa/kit';
import { DocumentOrdersServiceService } from '@jamaa/proto/document_orders/v1/document_orders';
import { JournalServiceClient } from '@jamaa/proto/platform/v1/platform';
import type { DocumentOrdersEnvironment } from './config.ts';
import { onSubmitted } from './events/submitted.ts';
import { methods } from './rpc/methods.ts';
import { indexes } from './store/indexes.ts';
import { declareTelemetry } from './telemetry.ts';

export interface DocumentOrdersContext {
  readonly platform: Platform;
  readonly served: Served;
}

/** Builds the service once. @throws when the database is out of reach or lacks an index; nothing stays open then. */
export async function createContext(env: DocumentOrdersEnvironment): Promise<DocumentOrdersContext> {
  const platform = await createPlatform({ service: 'document-orders', env, indexes });
  try {
    const telemetry = declareTelemetry(platform.metrics);
    const journal = peer(platform, JournalServiceClient, 'intake', env.INTAKE_ADDRESS);
    platform.consume('intake', [onSubmitted(platform, telemetry)], { journal });
    const served = await serve(platform, [rpcService(DocumentOrdersServiceService, methods(platform, telemetry))]);
    return { platform, served };
  } catch (error) {
    await platform.close();
    throw error;
  }
}
