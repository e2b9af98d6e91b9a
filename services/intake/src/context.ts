import {
  auditService,
  type Caller,
  type Cells,
  cellPeers,
  createDirectoryCopy,
  createPlatform,
  createTerritoryCopy,
  type DirectoryCopy,
  directoryCopyIndexes,
  type Grant,
  journalOf,
  type Keyring,
  keyService,
  openKeyring,
  type Peer,
  type Platform,
  peer,
  rpcService,
  type Served,
  serve,
  type TerritoryCopy,
  territoryCopyIndexes,
  type Wake,
} from '@jamaa/kit';
import { AttachmentsServiceClient } from '@jamaa/proto/attachments/v1/attachments';
import { DirectoryServiceClient } from '@jamaa/proto/directory/v1/directory';
import { GisServiceClient } from '@jamaa/proto/gis/v1/gis';
import { IntakeServiceClient, IntakeServiceService } from '@jamaa/proto/intake/v1/intake';
import type { IntakeEnvironment } from './config.ts';
import { MAX_BYTES } from './domain/imports/columns.ts';
import { rescheduled } from './events/rescheduled.ts';
import { routed } from './events/routed.ts';
import { startAutomatic } from './jobs/automatic.ts';
import { startHandOvers } from './jobs/hand-overs.ts';
import { startImports } from './jobs/imports.ts';
import { startRetention } from './jobs/retention.ts';
import { startSearchEntries } from './jobs/search-entries.ts';
import { startTellCoReporters } from './jobs/tell-co-reporters.ts';
import { methods } from './rpc/methods.ts';
import { importCollection } from './store/imports.ts';
import { indexes } from './store/indexes.ts';
import { declareTelemetry, type Telemetry } from './telemetry.ts';

export interface Intake {
  readonly platform: Platform;
  readonly served: Served;
  readonly keyring: Keyring;
  readonly territory: Pick<TerritoryCopy, 'index'>;
  readonly directory: DirectoryCopy;
  readonly telemetry: Telemetry;
  /** Absent where files are not taken. */
  readonly attachments: Peer<AttachmentsServiceClient> | undefined;
  /** Intake of other cells, which take cases of their régions. */
  readonly cells: Cells<IntakeServiceClient>;
  /** Wakes the job that works off imports. */
  readonly imports: Pick<Wake, 'now'>;
  /** Grants in force of whoever calls; none for citizens and for the anonymous. */
  grantsOf(caller: Caller): Promise<readonly Grant[]>;
}

/** Other dates come by the thousand when a calendar changes: cases that come in go first. */
const DATES_ROUND_MS = 200;

export const allIndexes = [...indexes, ...territoryCopyIndexes, ...directoryCopyIndexes];

/** Builds the service; complaints are accepted as soon as the own database and the local copies are there. */
export async function createContext(env: IntakeEnvironment): Promise<Intake> {
  const keyring = await openKeyring(env.SECRETS_DIR);
  const platform = await createPlatform({ service: 'intake', env, indexes: allIndexes });
  const territory = await createTerritoryCopy(platform, peer(platform, GisServiceClient, 'gis', env.GIS_ADDRESS));
  const directory = createDirectoryCopy(
    platform,
    peer(platform, DirectoryServiceClient, 'directory', env.DIRECTORY_ADDRESS),
  );
  const base = {
    platform,
    keyring,
    territory,
    directory,
    telemetry: declareTelemetry(platform.metrics),
    attachments: env.ATTACHMENTS_ADDRESS
      ? peer(platform, AttachmentsServiceClient, 'attachments', env.ATTACHMENTS_ADDRESS)
      : undefined,
    cells: await cellPeers(platform, IntakeServiceClient, env.CELLS),
    grantsOf: async (caller: Caller) =>
      caller.kind === 'account' ? directory.grantsOf(caller.subject, platform.clock.now()) : [],
  };
  platform.consume('gis', [territory.handler]);
  platform.consume('directory', directory.handlers);
  platform.consume('routing', [routed(base)], journalOf(platform, 'routing', env.ROUTING_ADDRESS));
  platform.consume('sla', [rescheduled(base)], {
    ...journalOf(platform, 'sla', env.SLA_ADDRESS),
    roundMs: DATES_ROUND_MS,
  });
  startAutomatic(base);
  startRetention(base);
  startTellCoReporters(base);
  startSearchEntries(base);
  startHandOvers(base);
  const imports = startImports(base);
  const intake: Intake = { ...base, imports, served: { rpcPort: 0, adminPort: 0 } };
  const audit = await auditService(
    platform,
    { collection: 'complaints', field: 'auditHead', name: 'reference' },
    { collection: importCollection, field: 'auditHead' },
  );
  const keys = await keyService(
    platform,
    keyring,
    [
      { collection: 'complaints', key: 'sealed.key' },
      { collection: 'imports', key: 'key' },
    ],
    [{ collection: 'idempotency', key: 'key' }],
  );
  const checks = () => [territory.check(), directory.check()];
  const doors = [rpcService(IntakeServiceService, methods(intake)), audit, keys];
  const served = await serve(platform, doors, checks, { maxMessageBytes: MAX_BYTES + 1024 ** 2 });
  return { ...intake, served };
}
