import { createPlatform, journalOf, type Platform, peer, rpcService, type Served, serve } from '@jamaa/kit';
import { DirectoryServiceClient } from '@jamaa/proto/directory/v1/directory';
import { DocumentOrdersServiceClient } from '@jamaa/proto/document_orders/v1/document_orders';
import { IntakeServiceClient } from '@jamaa/proto/intake/v1/intake';
import { NotificationsServiceService } from '@jamaa/proto/notifications/v1/notifications';
import type { EmailChannel } from './channels/channel.ts';
import { createSmsChannel } from './channels/sms.ts';
import { createSmtpChannel } from './channels/smtp.ts';
import type { NotificationsEnvironment } from './config.ts';
import { intakeHandlers } from './events/intake.ts';
import type { Keep } from './events/keep.ts';
import { orderHandlers } from './events/orders.ts';
import { slaHandlers } from './events/sla.ts';
import { startAlerts } from './jobs/alerts.ts';
import { startSender } from './jobs/sender.ts';
import { createPages } from './receipt/pages.ts';
import { createReceiptRenderer } from './receipt/renderer.ts';
import { notificationsMethods } from './rpc/methods.ts';
import { createComposer } from './sending/composer.ts';
import { createContacts } from './sending/contact.ts';
import type { SendingDeps } from './sending/deps.ts';
import { createOnCall } from './sending/on-call.ts';
import { createOrganisations } from './sending/organisations.ts';
import { messageIndexes } from './store/messages.ts';
import { createOutbox } from './store/outbox.ts';
import { notificationsMetrics } from './telemetry.ts';

export interface NotificationsContext {
  readonly platform: Platform;
  readonly served: Served;
}

/** Messages leave in rounds of their own; nobody waits for the row. */
const ROUND_MS = 200;

/** Of their own: an alert waits for no connection that a slow server holds. */
const ALERT_CONNECTIONS = 4;

/** Builds the service once: consumers, sender, methods. Closing the platform closes all of it. */
export async function createContext(env: NotificationsEnvironment): Promise<NotificationsContext> {
  const platform = await createPlatform({ service: 'notifications', env, indexes: messageIndexes });
  const { mongo, clock, logger } = platform;
  const intake = peer(platform, IntakeServiceClient, 'intake', env.INTAKE_ADDRESS);
  const directory = peer(platform, DirectoryServiceClient, 'directory', env.DIRECTORY_ADDRESS);
  const { DOCUMENT_ORDERS_ADDRESS: ordersAddress } = env;
  const orders =
    ordersAddress === undefined
      ? undefined
      : peer(platform, DocumentOrdersServiceClient, 'document-orders', ordersAddress);
  const contacts = createContacts(intake, directory, orders);
  const organisations = createOrganisations(directory, () => clock.system());
  const pages = createPages();
  const receipts = createReceiptRenderer(pages);
  const portalUrl = env.PORTAL_URL;
  const outbox = createOutbox(mongo);
  const metrics = notificationsMetrics(platform.metrics);
  platform.metrics.collect(async () => {
    const now = clock.system();
    const oldest = await outbox.oldestDue(now);
    metrics.age.set(oldest === undefined ? 0 : (now - oldest) / 1_000);
    metrics.doubtful.set(await outbox.countSending());
  });

  const timeoutMs = env.SEND_TIMEOUT_MS;
  const emailOver = (connections: number): EmailChannel => {
    const channel = createSmtpChannel({ url: env.SMTP_URL, from: env.MAIL_FROM, connections, timeoutMs });
    platform.onClose(() => channel.close());
    return channel;
  };
  const deps: SendingDeps = {
    outbox,
    contacts,
    onCall: createOnCall(directory),
    composer: createComposer({ organisations, receipts, portalUrl, clock }),
    email: emailOver(env.SEND_CONCURRENCY),
    sms: smsOf(env),
    clock,
    logger,
    metrics,
    concurrency: env.SEND_CONCURRENCY,
    retryBaseMs: env.SEND_RETRY_BASE_MS,
    abandonedAfterMs: env.LEASE_TTL_MS + timeoutMs,
  };
  const senders = [
    startSender(platform, deps),
    startAlerts(platform, { ...deps, email: emailOver(ALERT_CONNECTIONS) }),
  ];
  for (const sender of senders) platform.onClose(() => sender.close());

  const poke = (): void => {
    for (const sender of senders) sender.poke();
  };
  const keep: Keep = { clock, logger, metrics, poke };
  platform.consume('intake', intakeHandlers(keep), {
    ...journalOf(platform, 'intake', env.INTAKE_ADDRESS),
    roundMs: ROUND_MS,
  });
  platform.consume('sla', slaHandlers(keep), journalOf(platform, 'sla', env.SLA_ADDRESS));
  platform.consume('document-orders', orderHandlers(keep), journalOf(platform, 'document-orders', ordersAddress));
  const methods = notificationsMethods(mongo, { contacts, organisations, receipts, portalUrl }, pages);
  const served = await serve(platform, [rpcService(NotificationsServiceService, methods)]);
  return { platform, served };
}

const smsOf = (env: NotificationsEnvironment) =>
  env.SMS_URL === undefined || env.SMS_KEY === undefined
    ? undefined
    : createSmsChannel({ url: env.SMS_URL, key: env.SMS_KEY, sender: env.SMS_SENDER, timeoutMs: env.SEND_TIMEOUT_MS });
