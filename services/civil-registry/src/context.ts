import {
  auditService,
  type Caller,
  createDirectoryCopy,
  createPlatform,
  createTerritoryCopy,
  journalOf,
  keyService,
  openKeyring,
  type Platform,
  peer,
  rpcService,
  type Served,
  serve,
} from '@jamaa/kit';
import { AttachmentsServiceClient, FileHolderServiceService } from '@jamaa/proto/attachments/v1/attachments';
import { CivilRegistryServiceService } from '@jamaa/proto/civil_registry/v1/civil_registry';
import { RegisterImportServiceService } from '@jamaa/proto/civil_registry/v1/imports';
import { RegisterPagesServiceService } from '@jamaa/proto/civil_registry/v1/pages';
import { CivilStatisticsServiceService } from '@jamaa/proto/civil_registry/v1/statistics';
import { DirectoryServiceClient } from '@jamaa/proto/directory/v1/directory';
import { GisServiceClient } from '@jamaa/proto/gis/v1/gis';
import type { CivilEnvironment } from './config.ts';
import type { Deps } from './deps.ts';
import { civilDocuments } from './documents/documents.ts';
import { registryActs } from './documents/registry-acts.ts';
import { documentCollection } from './documents/rows.ts';
import { developmentIdcs } from './domain/idcs.ts';
import { onMentioned, onRegistered } from './events/mirror.ts';
import { startRegisterImports } from './imports/job.ts';
import { importCollection } from './imports/rows.ts';
import { importMethods } from './imports/rpc/methods.ts';
import { startLoadBureaux } from './jobs/load-bureaux.ts';
import { createOfficerNames } from './officers.ts';
import { pageCollection } from './pages/rows.ts';
import { listHeldFiles } from './pages/rpc/held.ts';
import { pageMethods } from './pages/rpc/methods.ts';
import { methods } from './rpc/methods.ts';
import { openLocalSigner } from './signing/local-signer.ts';
import { followDeclarations } from './statistics/follow.ts';
import { statisticsMethods } from './statistics/rpc.ts';
import { indexes } from './store/indexes.ts';
import { actCollection, declarationCollection, registerCollection } from './store/rows.ts';
import { declareTelemetry } from './telemetry.ts';

export interface CivilContext {
  readonly platform: Platform;
  readonly served: Served;
}

/** Builds the service once. @throws when the database is out of reach or lacks an index; nothing stays open then. */
export async function createContext(env: CivilEnvironment): Promise<CivilContext> {
  const [keyring, signer] = await Promise.all([openKeyring(env.SECRETS_DIR), openLocalSigner(env.SECRETS_DIR)]);
  const platform = await createPlatform({ service: 'civil-registry', env, indexes });
  try {
    const territory = await createTerritoryCopy(platform, peer(platform, GisServiceClient, 'gis', env.GIS_ADDRESS));
    const directoryPeer = peer(platform, DirectoryServiceClient, 'directory', env.DIRECTORY_ADDRESS);
    const directory = createDirectoryCopy(platform, directoryPeer);
    const deps: Deps = {
      platform,
      keyring,
      territory,
      directory,
      signer,
      telemetry: declareTelemetry(platform.metrics),
      idcs: developmentIdcs,
      attachments:
        env.ATTACHMENTS_ADDRESS === undefined
          ? undefined
          : peer(platform, AttachmentsServiceClient, 'attachments', env.ATTACHMENTS_ADDRESS),
      officerName: createOfficerNames(platform, keyring, directoryPeer),
      grantsOf: async (caller: Caller) =>
        caller.kind === 'account' ? directory.grantsOf(caller.subject, platform.clock.now()) : [],
    };
    platform.consume('gis', [territory.handler]);
    platform.consume('directory', directory.handlers);
    const own = env.CIVIL_REGISTRY_ADDRESS;
    const journal = own === undefined ? {} : journalOf(platform, 'civil-registry', own);
    platform.consume('civil-registry', [onMentioned(deps), onRegistered(deps), ...followDeclarations()], journal);
    const bureaux = startLoadBureaux(platform, territory, env.NODE_ENV !== 'production');
    const heads = [
      actCollection,
      declarationCollection,
      registerCollection,
      documentCollection,
      importCollection,
      pageCollection,
    ].map((collection) => ({
      collection,
      field: 'auditHead',
    }));
    const audit = await auditService(platform, ...heads);
    const sealed = [actCollection, declarationCollection, documentCollection, importCollection, 'officers'].map(
      (collection) => ({
        collection,
        key: 'key',
      }),
    );
    const keys = await keyService(platform, keyring, sealed, [{ collection: 'idempotency', key: 'key' }]);
    const imports = rpcService(RegisterImportServiceService, importMethods(deps, startRegisterImports(deps)));
    const statistics = rpcService(CivilStatisticsServiceService, statisticsMethods(deps));
    const documents = await civilDocuments({ ...deps, env, acts: registryActs(deps) });
    const pages = [
      rpcService(RegisterPagesServiceService, pageMethods(deps)),
      rpcService(FileHolderServiceService, { listHeldFiles: listHeldFiles(deps) }),
    ];
    const core = rpcService(CivilRegistryServiceService, methods(deps));
    const doors = [core, documents, imports, statistics, ...pages, audit, keys];
    const served = await serve(platform, doors, () => [territory.check(), directory.check(), bureaux.check()]);
    return { platform, served };
  } catch (error) {
    await platform.close();
    throw error;
  }
}
