import type { DirectoryCopy, Keyring, Peer, Platform } from '@jamaa/kit';
import type { CivilDocumentsServiceClient } from '@jamaa/proto/civil_registry/v1/documents';
import type { DocumentOrdersEnvironment } from './config.ts';
import type { PaymentPort } from './payments/port.ts';
import type { PostPort } from './post/port.ts';
import type { ReceiptRenderer } from './receipt/renderer.ts';
import type { Telemetry } from './telemetry.ts';

/** What the methods and jobs of this service stand on. */
export interface Deps {
  readonly platform: Platform;
  readonly env: DocumentOrdersEnvironment;
  readonly keyring: Keyring;
  readonly directory: DirectoryCopy;
  /** What stands outside; each is absent where none is configured. */
  readonly documents: Peer<CivilDocumentsServiceClient> | undefined;
  readonly bank: PaymentPort | undefined;
  readonly post: PostPort | undefined;
  readonly receipts: ReceiptRenderer;
  readonly telemetry: Telemetry;
  /** Wakes the jobs after a commit that made work. */
  poke(): void;
}
