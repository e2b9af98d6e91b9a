import type { Cells, Keyring, Peer, Platform } from '@jamaa/kit';
import type { AttachmentsServiceClient, FileHolderServiceClient } from '@jamaa/proto/attachments/v1/attachments';
import type { IntakeServiceClient } from '@jamaa/proto/intake/v1/intake';
import type { AttachmentsEnvironment } from './config.ts';
import type { Scanner } from './scanning/clamd.ts';
import type { BlobStore } from './storage/blob-store.ts';
import type { Telemetry } from './telemetry.ts';

/** What the methods, the consumer and the job of this service stand on. */
export interface Deps {
  readonly platform: Platform;
  readonly env: AttachmentsEnvironment;
  readonly keyring: Keyring;
  readonly store: BlobStore;
  /** Absent where none is configured: then files are kept unscanned. */
  readonly scanner: Scanner | undefined;
  readonly intake: Peer<IntakeServiceClient>;
  /** Further services that keep files. */
  readonly holders: readonly Peer<FileHolderServiceClient>[];
  /** Attachments of other cells. */
  readonly cells: Cells<AttachmentsServiceClient>;
  readonly telemetry: Telemetry;
  /** Wakes the job after a commit that made work. */
  poke(): void;
}
