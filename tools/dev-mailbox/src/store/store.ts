import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Channel, EmailMessage, Message, SmsMessage } from '../message.ts';
import { Journal, type JournalRecord } from './journal.ts';
import { createMatcher, type Search } from './search.ts';

/** An e-mail before the store has given it an identity. */
export type NewEmail = Omit<EmailMessage, 'id' | 'receivedAt' | 'channel' | 'duplicateOf'>;

/** An SMS before the store has given it an identity. */
export type NewSms = Pick<SmsMessage, 'key' | 'to' | 'from' | 'text'>;

/** What a search found, newest first, and how many there are beyond the limit. */
export interface Found {
  readonly total: number;
  readonly distinctKeys: number;
  readonly messages: readonly Message[];
}

/**
 * The messages, in memory and on disk. Writing is synchronous on purpose: a message is on disk before its sender is
 * answered, two requests never interleave, and development volumes are small.
 */
export class MessageStore {
  readonly #directory: string;
  readonly #capacity: number;
  readonly #journal: Journal;
  readonly #messages = new Map<string, Message>();

  constructor(directory: string, capacity: number) {
    mkdirSync(join(directory, 'attachments'), { recursive: true, mode: 0o700 });
    this.#directory = directory;
    this.#capacity = capacity;
    this.#journal = new Journal(join(directory, 'messages.jsonl'));
    for (const record of this.#journal.read()) this.#apply(record);
    this.#dropOldest();
  }

  /** Keeps an e-mail and its files; the same Message-ID again is kept too, and marked. */
  addEmail(email: NewEmail, files: readonly Uint8Array[]): EmailMessage {
    const first = email.key === '' ? undefined : this.#findByKey('email', email.key);
    const message: EmailMessage = {
      id: randomUUID(),
      receivedAt: new Date().toISOString(),
      channel: 'email',
      ...email,
      ...(first && { duplicateOf: first.id }),
    };
    if (files.length > 0) mkdirSync(this.#attachmentsOf(message.id));
    for (const [index, bytes] of files.entries())
      writeFileSync(join(this.#attachmentsOf(message.id), `${index}`), bytes);
    this.#record({ type: 'message', message });
    return message;
  }

  /** Keeps an SMS once: the same key again counts an attempt and answers the first one. */
  addSms(sms: NewSms): { readonly message: SmsMessage; readonly created: boolean } {
    const known = this.findSms(sms.key);
    if (known) {
      this.#record({ type: 'attempt', id: known.id });
      return { message: this.findSms(sms.key) ?? known, created: false };
    }
    const id = randomUUID();
    const receivedAt = new Date().toISOString();
    const message: SmsMessage = { id, receivedAt, channel: 'sms', ...sms, providerReference: `sms-${id}`, attempts: 1 };
    this.#record({ type: 'message', message });
    return { message, created: true };
  }

  find(id: string): Message | undefined {
    return this.#messages.get(id);
  }

  /** An SMS by the key its sender gave it. */
  findSms(key: string): SmsMessage | undefined {
    const message = this.#findByKey('sms', key);
    return message?.channel === 'sms' ? message : undefined;
  }

  search(search: Search): Found {
    const found = [...this.#messages.values()].filter(createMatcher(search)).reverse();
    const distinctKeys = new Set(found.map(({ channel, key, id }) => `${channel} ${key || id}`)).size;
    return { total: found.length, distinctKeys, messages: found.slice(0, search.limit) };
  }

  /** The bytes of the n-th attachment of a message, counted from 0. */
  readAttachment(message: EmailMessage, index: number): Buffer {
    return readFileSync(join(this.#attachmentsOf(message.id), `${index}`));
  }

  clear(): void {
    this.#messages.clear();
    this.#journal.rewrite([]);
    rmSync(join(this.#directory, 'attachments'), { recursive: true });
    mkdirSync(join(this.#directory, 'attachments'), { mode: 0o700 });
  }

  #attachmentsOf(id: string): string {
    return join(this.#directory, 'attachments', id);
  }

  #findByKey(channel: Channel, key: string): Message | undefined {
    for (const message of this.#messages.values()) {
      if (message.channel === channel && message.key === key) return message;
    }
    return undefined;
  }

  #record(record: JournalRecord): void {
    this.#journal.append(record);
    this.#apply(record);
    this.#dropOldest();
  }

  #apply(record: JournalRecord): void {
    if (record.type === 'message') {
      this.#messages.set(record.message.id, record.message);
      return;
    }
    const known = this.#messages.get(record.id);
    if (known?.channel === 'sms') this.#messages.set(known.id, { ...known, attempts: known.attempts + 1 });
  }

  #dropOldest(): void {
    for (const id of this.#messages.keys()) {
      if (this.#messages.size <= this.#capacity) break;
      this.#messages.delete(id);
      rmSync(this.#attachmentsOf(id), { recursive: true, force: true });
    }
    // The journal is rewritten once it is half waste, so that its size stays bounded at little cost.
    if (this.#journal.lines > 2 * this.#capacity) this.#journal.rewrite([...this.#messages.values()]);
  }
}
