import {
  cellPeers,
  createPlatform,
  createWake,
  journalOf,
  openKeyring,
  type Platform,
  peer,
  rpcService,
  type Served,
  serve,
} from '@jamaa/kit';
import {
  AttachmentsServiceClient,
  AttachmentsServiceService,
  FileHolderServiceClient,
} from '@jamaa/proto/attachments/v1/attachments';
import { IntakeServiceClient } from '@jamaa/proto/intake/v1/intake';
import type { AttachmentsEnvironment } from './config.ts';
import type { Deps } from './deps.ts';
import { accepted, imaged } from './events/accepted.ts';
import { anonymised } from './events/anonymised.ts';
import { handedOver } from './events/handed-over.ts';
import { startHousekeeping } from './jobs/housekeeping.ts';
import { methods } from './rpc/methods.ts';
import { createClamdScanner } from './scanning/clamd.ts';
import { createGridFsStore } from './storage/gridfs.ts';
import { createS3Store } from './storage/s3.ts';
import { indexes } from './store/indexes.ts';
import { declareTelemetry } from './telemetry.ts';

export interface AttachmentsContext {
  readonly platform: Platform;
  readonly served: Served;
}

/** A file that a case has accepted waits for nobody: many are bound in one transaction. */
const ROUND_MS = 200;

/** Builds the service once. @throws when the database is out of reach or lacks an index; nothing stays open then. */
export async function createContext(env: AttachmentsEnvironment): Promise<AttachmentsContext> {
  const keyring = await openKeyring(env.SECRETS_DIR);
  const platform = await createPlatform({ service: 'attachments', env, indexes });
  try {
    const wake = createWake();
    const store = env.STORAGE === 's3' ? createS3Store(env) : createGridFsStore(platform.mongo);
    platform.onClose(() => store.close());
    const { CLAMD_ADDRESS: clamd } = env;
    if (clamd === undefined)
      platform.logger.warn('no virus scanner is configured (CLAMD_ADDRESS): files are kept unscanned');
    const { CIVIL_REGISTRY_ADDRESS: registry } = env;
    const deps: Deps = {
      platform,
      env,
      keyring,
      store,
      scanner: clamd === undefined ? undefined : createClamdScanner(clamd, env.CLAMD_TIMEOUT_MS),
      intake: peer(platform, IntakeServiceClient, 'intake', env.INTAKE_ADDRESS),
      holders: registry === undefined ? [] : [peer(platform, FileHolderServiceClient, 'civil-registry', registry)],
      cells: await cellPeers(platform, AttachmentsServiceClient, env.CELLS),
      telemetry: declareTelemetry(platform.metrics),
      poke: () => wake.now(),
    };
    platform.consume('intake', [accepted(deps), anonymised(deps), handedOver(deps)], {
      ...journalOf(platform, 'intake', env.INTAKE_ADDRESS),
      roundMs: ROUND_MS,
    });
    platform.consume('civil-registry', [imaged(deps)], {
      ...(registry === undefined ? {} : journalOf(platform, 'civil-registry', registry)),
      roundMs: ROUND_MS,
    });
    startHousekeeping(deps, wake);
    const served = await serve(platform, [rpcService(AttachmentsServiceService, methods(deps))]);
    return { platform, served };
  } catch (error) {
    await platform.close();
    throw error;
  }
}
