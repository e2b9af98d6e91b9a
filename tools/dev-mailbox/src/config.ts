import { portSchema, readEnvironment } from '@jamaa/dev-issuer/process';
import { z } from 'zod';

const schema = z
  .object({
    MAILBOX_HTTP_PORT: portSchema.default(4480),
    MAILBOX_SMTP_PORT: portSchema.default(4425),
    MAILBOX_HOST: z.string().min(1).default('127.0.0.1'),
    MAILBOX_DATA_DIR: z.string({ error: 'is required: the folder that keeps the messages' }).min(1),
    MAILBOX_SMS_KEY: z.string({ error: 'is required: the bearer key of the SMS API' }).min(8, 'needs 8 characters'),
    MAILBOX_CAPACITY: z
      .string()
      .regex(/^[1-9]\d{0,5}$/, 'must be a number of messages from 1 to 999999')
      .transform(Number)
      .default(2_000),
  })
  .transform((env) => ({
    httpPort: env.MAILBOX_HTTP_PORT,
    smtpPort: env.MAILBOX_SMTP_PORT,
    host: env.MAILBOX_HOST,
    dataDirectory: env.MAILBOX_DATA_DIR,
    smsKey: env.MAILBOX_SMS_KEY,
    capacity: env.MAILBOX_CAPACITY,
  }));

/** What the mailbox needs to start; `capacity` is the number of messages kept. */
export type MailboxConfig = z.output<typeof schema>;

/** @throws StartError naming the wrong variable, and always with NODE_ENV=production */
export const readConfig = (environment: Readonly<Record<string, string | undefined>> = process.env): MailboxConfig =>
  readEnvironment('dev-mailbox', schema, environment);
