import PostalMime, { type Attachment as ParsedAttachment } from 'postal-mime';
import type { NewEmail } from './store/store.ts';

const toBytes = (content: ParsedAttachment['content']): Uint8Array =>
  typeof content === 'string' ? Buffer.from(content, 'utf8') : new Uint8Array(content);

/** An e-mail as the SMTP server took it. */
export interface RawEmail {
  readonly from: string;
  readonly to: readonly string[];
  readonly bytes: Buffer;
}

/**
 * Reads a MIME message; the recipients are the envelope's, because they are who would have got it.
 * A message without Message-ID gets an empty key.
 * @throws when the bytes are no readable MIME message
 */
export const parseEmail = async (raw: RawEmail): Promise<{ email: NewEmail; files: readonly Uint8Array[] }> => {
  const parsed = await PostalMime.parse(raw.bytes);
  const files = parsed.attachments.map(({ content }) => toBytes(content));
  const attachments = parsed.attachments.map((attachment, index) => ({
    filename: attachment.filename ?? `attachment-${index + 1}`,
    contentType: attachment.mimeType,
    size: files[index]?.byteLength ?? 0,
    ...(attachment.contentId !== undefined && { contentId: attachment.contentId.replace(/^<|>$/g, '') }),
  }));
  const email = {
    key: parsed.messageId ?? '',
    from: raw.from,
    to: [...raw.to],
    subject: parsed.subject ?? '',
    ...(parsed.text !== undefined && { text: parsed.text }),
    ...(parsed.html !== undefined && { html: parsed.html }),
    headers: parsed.headers.map(({ originalKey, value }) => ({ name: originalKey, value })),
    attachments,
  };
  return { email, files };
};
