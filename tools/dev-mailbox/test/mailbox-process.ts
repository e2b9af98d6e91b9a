import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { createTransport, type SendMailOptions } from 'nodemailer';
import type { EmailMessage, Message, SmsMessage } from '../src/message.ts';

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));

export const smsKey = 'a-key-for-tests';

/** A data folder of its own and the environment that points there. */
export const createHome = () => {
  const folder = mkdtempSync(join(tmpdir(), 'dev-mailbox-'));
  const environment: NodeJS.ProcessEnv = {
    MAILBOX_HTTP_PORT: '0',
    MAILBOX_SMTP_PORT: '0',
    MAILBOX_DATA_DIR: folder,
    MAILBOX_SMS_KEY: smsKey,
  };
  return { folder, environment, remove: () => rmSync(folder, { recursive: true }) };
};

const spawnMailbox = (environment: NodeJS.ProcessEnv, timeout?: number) =>
  spawn(process.execPath, [main], {
    timeout,
    env: { PATH: process.env.PATH, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });

/** Starts a mailbox that cannot start, and answers what it left behind. */
export const runToEnd = async (environment: NodeJS.ProcessEnv) => {
  const child = spawnMailbox(environment, 4_000);
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { code: child.exitCode, stdout, stderr };
};

/** An e-mail as the JSON view shows it. */
export type ListedEmail = EmailMessage & { attachments: (EmailMessage['attachments'][number] & { url: string })[] };

/** The answer of GET /messages. */
export interface Listing {
  readonly total: number;
  readonly distinctKeys: number;
  readonly messages: (ListedEmail | SmsMessage)[];
}

/** Starts the mailbox as its own process and speaks to it over the wire. */
export const startMailbox = async (environment: NodeJS.ProcessEnv) => {
  const child = spawnMailbox(environment);
  const errors = text(child.stderr);
  for await (const line of createInterface({ input: child.stdout })) {
    const { http, smtp } = (JSON.parse(line) as { listening: { http: string; smtp: string } }).listening;
    const get = (path: string) => fetch(`${http}${path}`);
    const postJson = (path: string, body: unknown, headers: Record<string, string> = {}) =>
      fetch(`${http}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      });
    const stop = async (signal: NodeJS.Signals = 'SIGTERM') => {
      const closed = once(child, 'close');
      child.kill(signal);
      await closed;
      return child.exitCode;
    };
    const send = async (mail: SendMailOptions, login?: { user: string; pass: string }) => {
      const { hostname, port } = new URL(smtp);
      const transport = createTransport({
        host: hostname,
        port: Number(port),
        ignoreTLS: true,
        ...(login && { auth: login }),
      });
      try {
        return await transport.sendMail({ from: 'jamaa@example.ma', to: 'salma@example.ma', ...mail });
      } finally {
        transport.close();
      }
    };
    const sendSms = (body: unknown, authorization = `Bearer ${smsKey}`) =>
      postJson('/sms/messages', body, { authorization });
    const getSms = (id: string) =>
      fetch(`${http}/sms/messages/${encodeURIComponent(id)}`, { headers: { authorization: `Bearer ${smsKey}` } });
    const list = async (query = ''): Promise<Listing> => (await get(`/messages${query}`)).json() as Promise<Listing>;
    const clear = () => fetch(`${http}/messages`, { method: 'DELETE' });
    const order = (fault: unknown) => postJson('/faults', fault);
    return { http, smtp, errors, get, stop, send, sendSms, getSms, list, clear, order };
  }
  throw new Error(`the mailbox did not start: ${await errors}`);
};

export type Mailbox = Awaited<ReturnType<typeof startMailbox>>;

/** The one e-mail of a listing; fails when it is something else. */
export const onlyEmail = ({ messages }: Listing): ListedEmail => {
  const [message, ...more] = messages;
  if (message?.channel !== 'email' || more.length > 0) throw new Error(`not one e-mail: ${JSON.stringify(messages)}`);
  return message;
};

export const idsOf = (messages: readonly Message[]): string[] => messages.map(({ id }) => id);
