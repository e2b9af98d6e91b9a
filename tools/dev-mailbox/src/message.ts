import { z } from 'zod';

const attachmentSchema = z.object({
  filename: z.string(),
  contentType: z.string(),
  size: z.number(),
  contentId: z.string().optional(),
});

const common = {
  id: z.string(),
  receivedAt: z.iso.datetime(),
  to: z.array(z.string()),
  /** What the sender keeps stable over repeated sends: an e-mail's Message-ID, an SMS's id. */
  key: z.string(),
};

const emailSchema = z.object({
  ...common,
  channel: z.literal('email'),
  from: z.string(),
  subject: z.string(),
  text: z.string().optional(),
  html: z.string().optional(),
  headers: z.array(z.object({ name: z.string(), value: z.string() })),
  attachments: z.array(attachmentSchema),
  duplicateOf: z.string().optional(),
});

const smsSchema = z.object({
  ...common,
  channel: z.literal('sms'),
  from: z.string().optional(),
  text: z.string(),
  providerReference: z.string(),
  attempts: z.number(),
});

export const messageSchema = z.discriminatedUnion('channel', [emailSchema, smsSchema]);

/** A file that came with an e-mail; `size` in bytes. */
export type Attachment = z.output<typeof attachmentSchema>;

/** A delivered e-mail: `to` and `from` are the envelope's; `duplicateOf` is the first message with this Message-ID. */
export type EmailMessage = z.output<typeof emailSchema>;

/** A delivered SMS; `attempts` counts how often the sender posted it. */
export type SmsMessage = z.output<typeof smsSchema>;

export type Message = EmailMessage | SmsMessage;

export type Channel = Message['channel'];
