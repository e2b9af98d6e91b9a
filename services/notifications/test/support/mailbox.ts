import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Child, startChild, until } from '@jamaa/kit/testing';

const main = join(import.meta.dirname, '../../../../tools/dev-mailbox/src/main.ts');
export const smsKey = 'a-key-for-tests';

/** A message as the mailbox lists it: what really arrived over SMTP or HTTP. */
export interface Arrived {
  readonly id: string;
  readonly channel: 'email' | 'sms';
  /** Message-ID or SMS id. */
  readonly key: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  readonly attachments: readonly { readonly filename: string; readonly contentType: string; readonly url: string }[];
}

export type Fault = {
  readonly channel: 'email' | 'sms';
  readonly mode: string;
  readonly count?: number;
  readonly delayMs?: number;
};

/** The development mailbox as a process of its own: real SMTP and HTTP. */
export interface Mailbox {
  readonly smtpUrl: string;
  readonly smsUrl: string;
  to(recipient: string): Promise<Arrived[]>;
  all(): Promise<Arrived[]>;
  attachment(message: Arrived, index: number): Promise<Buffer>;
  order(fault: Fault): Promise<void>;
  stop(): Promise<void>;
}

export async function startMailbox(): Promise<Mailbox> {
  const folder = await mkdtemp(join(tmpdir(), 'jamaa-mailbox-'));
  const child: Child = startChild(main, {
    MAILBOX_HTTP_PORT: '0',
    MAILBOX_SMTP_PORT: '0',
    MAILBOX_DATA_DIR: folder,
    MAILBOX_SMS_KEY: smsKey,
  });
  const line = await until('the mailbox listens', () => child.stdout().split('\n')[0] || undefined);
  const { http, smtp } = (JSON.parse(line) as { listening: { http: string; smtp: string } }).listening;
  const list = async (query: string): Promise<Arrived[]> => {
    const response = await fetch(`${http}/messages?limit=500${query}`);
    if (!response.ok) throw new Error(`the mailbox answers ${response.status}: ${await response.text()}`);
    return ((await response.json()) as { messages: Arrived[] }).messages;
  };
  return {
    smtpUrl: smtp,
    smsUrl: http,
    to: (recipient) => list(`&to=${encodeURIComponent(recipient)}`),
    all: () => list(''),
    async attachment(message, index) {
      const url = new URL(message.attachments[index]?.url ?? 'none', http);
      return Buffer.from(await (await fetch(url)).arrayBuffer());
    },
    async order(fault) {
      const body = JSON.stringify(fault);
      const response = await fetch(`${http}/faults`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      });
      if (!response.ok) throw new Error(`fault not ordered: ${await response.text()}`);
    },
    async stop() {
      const gone = child.process.exitCode === null ? once(child.process, 'exit') : undefined;
      await child.kill();
      await gone;
      await rm(folder, { recursive: true });
    },
  };
}
