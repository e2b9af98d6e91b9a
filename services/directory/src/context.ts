import {
  auditService,
  createPlatform,
  journalOfHub,
  keyService,
  openKeyring,
  type Platform,
  rpcService,
  type Served,
  serve,
} from '@jamaa/kit';
import { DirectoryServiceService } from '@jamaa/proto/directory/v1/directory';
import { importDemoAccounts } from './bootstrap/demo-accounts.ts';
import { loadReference } from './bootstrap/load-reference.ts';
import { readReferenceFiles } from './bootstrap/reference-data.ts';
import type { DirectoryEnvironment } from './config.ts';
import { hubHandlers } from './events/hub.ts';
import type { Deps } from './rpc/deps.ts';
import { directoryMethods } from './rpc/methods.ts';
import { accountsStore } from './store/accounts.ts';
import { organisationsStore } from './store/organisations.ts';
import { indexes } from './store/rows.ts';
import { telemetry } from './telemetry.ts';

export interface DirectoryContext {
  readonly platform: Platform;
  readonly served: Served;
}

/** Builds the service once, loads what its data is behind of, then opens its doors. */
export async function createContext(env: DirectoryEnvironment): Promise<DirectoryContext> {
  const platform = await createPlatform({ service: 'directory', env, indexes });
  try {
    const deps: Deps = {
      platform,
      keyring: await openKeyring(env.SECRETS_DIR),
      organisations: organisationsStore(platform.mongo),
      accounts: accountsStore(platform.mongo),
      telemetry: telemetry(platform.metrics),
    };
    await loadReference(platform, await readReferenceFiles(env.TERRITORY_DATA_DIR, env.BODIES_FILE));
    if (env.DEMO_ACCOUNTS !== undefined) await importDemoAccounts(deps, env.DEMO_ACCOUNTS);
    const { HUB_ADDRESS: hub } = env;
    if (hub !== undefined)
      platform.consume('directory', hubHandlers(platform), await journalOfHub(platform, 'directory', hub));
    const audit = await auditService(platform, { collection: 'accounts', field: 'audit' });
    const keys = await keyService(platform, deps.keyring, [{ collection: 'accounts', key: 'key' }]);
    const served = await serve(platform, [rpcService(DirectoryServiceService, directoryMethods(deps)), audit, keys]);
    return { platform, served };
  } catch (error) {
    await platform.close();
    throw error;
  }
}
