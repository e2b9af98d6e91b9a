import type { Logger } from '@jamaa/observability';
import type { JournalServiceClient } from '@jamaa/proto/platform/v1/platform';
import type { Connection } from 'mongoose';
import type { Bus } from '../bus/connect.ts';
import type { Peer } from '../platform/peer.ts';
import type { Clock } from '../time/clock.ts';
import type { ConsumerMetrics } from './metrics.ts';
import type { EventHandler } from './received.ts';

export interface ConsumerOptions {
  readonly connection: Connection;
  readonly bus: Bus;
  /** Publishing service whose stream is read. */
  readonly source: string;
  /** The cell whose stream it is, when it is not this service's own. */
  readonly from?: string | undefined;
  /** Consuming service, which names the durable consumer. */
  readonly consumer: string;
  readonly handlers: readonly EventHandler[];
  /** The publishing service's journal, from which a gap in front of the stream is healed. */
  readonly journal?: Pick<Peer<JournalServiceClient>, 'call'> | undefined;
  readonly holder: string;
  readonly leaseTtlMs: number;
  readonly ackWaitMs: number;
  /** How often the publisher's journal is compared with what was applied, milliseconds; never without it. */
  readonly compareMs: number | undefined;
  /** Least time between the beginnings of two batches, milliseconds: under load fewer commits serve the same events. */
  readonly roundMs: number;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: ConsumerMetrics;
}
