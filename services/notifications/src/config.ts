import { serviceEnvironment } from '@jamaa/kit';
import { z } from 'zod';

/** Settings of this service beside those that every service reads. */
export const config = serviceEnvironment
  .extend({
    INTAKE_ADDRESS: z.string().min(1, 'host:port of intake'),
    DIRECTORY_ADDRESS: z.string().min(1, 'host:port of directory'),
    /** Where sla's journal is read when its stream has lost messages. */
    SLA_ADDRESS: z.string().min(1).optional(),
    /** Without it nobody is told of orders of documents. */
    DOCUMENT_ORDERS_ADDRESS: z.string().min(1).optional(),
    /** `smtp://user:password@host:port`, or `smtps://` for TLS from the first byte. */
    SMTP_URL: z.url({ protocol: /^smtps?$/, error: 'must be smtp:// or smtps://' }),
    /** Sender's address; its domain is that of the Message-IDs. */
    MAIL_FROM: z.email('must be an e-mail address'),
    /** SMS provider; without it nobody gets an SMS. */
    SMS_URL: z.url({ protocol: /^https?$/, error: 'must be http:// or https://' }).optional(),
    SMS_KEY: z.string().min(8, 'needs 8 characters').optional(),
    /** Sender's name or number as the provider knows it. */
    SMS_SENDER: z.string().min(1).max(32).default('Jamaa'),
    /** Address of the portal as people read it in messages. */
    PORTAL_URL: z.url({ protocol: /^https?$/, error: 'must be http:// or https://' }),
    /** Messages taken at once, each on up to two channels: what a crash leaves in doubt. */
    SEND_CONCURRENCY: z.coerce.number().int().min(1).max(64).default(8),
    /** Longest time one hand-over may take. */
    SEND_TIMEOUT_MS: z.coerce.number().int().min(100).default(30_000),
    /** Replaces the first delay of the retry policy; tests make it short. */
    SEND_RETRY_BASE_MS: z.coerce.number().int().min(1).optional(),
  })
  .refine((env) => env.SMS_URL === undefined || env.SMS_KEY !== undefined, {
    path: ['SMS_KEY'],
    message: 'is required with SMS_URL',
  });

export type NotificationsEnvironment = z.infer<typeof config>;
