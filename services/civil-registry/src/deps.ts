import type { Caller, DirectoryCopy, Grant, Keyring, Peer, Platform, TerritoryCopy } from '@jamaa/kit';
import type { AttachmentsServiceClient } from '@jamaa/proto/attachments/v1/attachments';
import type { IdcsPort } from './domain/idcs.ts';
import type { Signer } from './domain/signing.ts';
import type { Telemetry } from './telemetry.ts';

/** What the rooms of this service work with. */
export interface Deps {
  readonly platform: Platform;
  readonly keyring: Keyring;
  readonly territory: Pick<TerritoryCopy, 'index'>;
  readonly directory: DirectoryCopy;
  readonly telemetry: Telemetry;
  readonly signer: Signer;
  readonly idcs: IdcsPort;
  /** Keeps scans of pages; absent where none is configured: then no scan is taken. */
  readonly attachments: Peer<AttachmentsServiceClient> | undefined;
  /** Grants in force of whoever calls; none for citizens and for the anonymous. */
  grantsOf(caller: Caller): Promise<readonly Grant[]>;
  /** Name of an officer as acts print it. @throws AppError `unavailable` when it was never asked and directory is down */
  officerName(accountId: string): Promise<string>;
}
