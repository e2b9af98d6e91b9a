import { createPlatform, type Platform, peer, rpcService, type Served, serve } from '@jamaa/kit';
import { CivilRegistryServiceService } from '@jamaa/proto/civil_registry/v1/civil_registry';
import { JournalServiceClient } from '@jamaa/proto/platform/v1/platform';
import type { CivilRegistryEnvironment } from './config.ts';
import { onSubmitted } from './events/submitted.ts';
import { methods } from './rpc/methods.ts';
import { indexes } from './store/indexes.ts';
import { declareTelemetry } from './telemetry.ts';

export interface CivilRegistryContext {
  readonly platform: Platform;
  readonly served: Served;
}

/** Builds the service once. @throws when the database is out of reach or lacks an index; nothing stays open then. */
export async function createContext(env: CivilRegistryEnvironment): Promise<CivilRegistryContext> {
  const platform = await createPlatform({ service: 'civil-registry', env, indexes });
  try {
    const telemetry = declareTelemetry(platform.metrics);
    const journal = peer(platform, JournalServiceClient, 'intake', env.INTAKE_ADDRESS);
    platform.consume('intake', [onSubmitted(platform, telemetry)], { journal });
    const served = await serve(platform, [rpcService(CivilRegistryServiceService, methods(platform, telemetry))]);
    return { platform, served };
  } catch (error) {
    await platform.close();
    throw error;
  }
}
