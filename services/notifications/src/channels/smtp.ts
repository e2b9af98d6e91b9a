import { Transform, type TransformCallback } from 'node:stream';
import { createTransport } from 'nodemailer';
import type { EmailChannel, Handover } from './channel.ts';

export interface SmtpSettings {
  readonly url: string;
  readonly from: string;
  readonly connections: number;
  readonly timeoutMs: number;
}

/** E-mail over a pool of SMTP connections. */
export function createSmtpChannel(settings: SmtpSettings): EmailChannel {
  const { from, timeoutMs } = settings;
  const domain = from.slice(from.lastIndexOf('@') + 1);
  const transport = createTransport({
    pool: true,
    url: settings.url,
    maxConnections: settings.connections,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  transport.use('stream', (mail, done) => {
    mail.message.transform(() => new Whole());
    done();
  });
  return {
    async send(email) {
      try {
        await transport.sendMail({
          messageId: `<${email.key}@${domain}>`,
          from: { name: email.senderName, address: from },
          to: { name: '', address: email.to },
          subject: email.subject,
          text: email.text,
          html: email.html,
          attachments: [...email.attachments],
          headers: {
            'Content-Language': email.language,
            // RFC 3834: no out-of-office answers to a machine.
            'Auto-Submitted': 'auto-generated',
          },
          signal: AbortSignal.timeout(timeoutMs),
        });
        return { outcome: 'accepted', providerReference: `${email.key}@${domain}` };
      } catch (error) {
        return classifySmtpError(error);
      }
    },
    close: () => transport.close(),
  };
}

/** Passes a message on in one piece. It is composed part by part, and each part by itself would be a write to the socket. */
class Whole extends Transform {
  readonly #parts: Buffer[] = [];

  override _transform(part: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.#parts.push(part);
    done();
  }

  override _flush(done: TransformCallback): void {
    done(null, Buffer.concat(this.#parts));
  }
}

/** What nodemailer tells of a failure, beside its text. */
interface SmtpFailure {
  readonly name?: string;
  readonly code?: string;
  readonly responseCode?: number | false;
  readonly permanent?: boolean;
  readonly command?: string;
  readonly syscall?: string;
  readonly timeoutType?: string;
  readonly response?: string;
}

const BROKEN = new Set(['ECONNECTION', 'ESOCKET', 'ETIMEDOUT', 'EPROTOCOL']);

/** Tells whether the server refused, put off, or may have taken the message when the connection broke. */
export function classifySmtpError(error: unknown): Handover {
  const failure = (error ?? {}) as SmtpFailure;
  if (failure.code === 'EABORT' || failure.name === 'TimeoutError') return { outcome: 'unknown', code: 'smtp-timeout' };
  if (typeof failure.responseCode === 'number') {
    // A login or a sender that is refused is our fault, not this recipient's: the message keeps its tries.
    const aboutTheMessage = failure.command === 'RCPT TO' || failure.command === 'DATA';
    const enhanced = /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\b/.exec(failure.response ?? '')?.[1];
    const code = ['smtp', String(failure.responseCode), ...(enhanced === undefined ? [] : [enhanced])].join('-');
    return { outcome: failure.permanent === true && aboutTheMessage ? 'permanent' : 'temporary', code };
  }
  if (failure.code === 'EENVELOPE' || failure.code === 'EMESSAGE')
    return { outcome: 'permanent', code: 'smtp-malformed' };
  const beforeSession =
    failure.syscall === 'connect' || ['CONNECTION_TIMEOUT', 'GREETING_TIMEOUT'].includes(failure.timeoutType ?? '');
  const inSession = failure.command === 'CONN' && BROKEN.has(failure.code ?? '') && !beforeSession;
  return inSession
    ? { outcome: 'unknown', code: 'smtp-broken-off' }
    : { outcome: 'temporary', code: `smtp-${(failure.code ?? 'unreachable').toLowerCase()}` };
}
