import type { Clock } from '@jamaa/kit';
import type { Logger } from '@jamaa/observability';
import type { EmailChannel, SmsChannel } from '../channels/channel.ts';
import type { Outbox } from '../store/outbox.ts';
import type { NotificationsMetrics } from '../telemetry.ts';
import type { Composer } from './composer.ts';
import type { Contacts } from './contact.ts';
import type { OnCall } from './on-call.ts';

/** What sending stands on. */
export interface SendingDeps {
  readonly outbox: Outbox;
  readonly contacts: Contacts;
  readonly onCall: OnCall;
  readonly composer: Composer;
  readonly email: EmailChannel;
  /** Absent where the cell has no SMS provider. */
  readonly sms: SmsChannel | undefined;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: NotificationsMetrics;
  readonly concurrency: number;
  /** Replaces the first delay of the retry policy. */
  readonly retryBaseMs: number | undefined;
  /** Age at which a row left in `sending` has lost whoever claimed it. */
  readonly abandonedAfterMs: number;
}
