/** How a hand-over to a provider ended. Codes are short and carry nothing of what the provider quoted: it may be an address. */
export type Handover =
  | { readonly outcome: 'accepted'; readonly providerReference: string }
  /** Not taken, and certainly so: may go later. */
  | { readonly outcome: 'temporary'; readonly code: string }
  /** Refused for good. */
  | { readonly outcome: 'permanent'; readonly code: string }
  /** The connection broke in the middle: it may have been taken. */
  | { readonly outcome: 'unknown'; readonly code: string };

export interface OutgoingEmail {
  /** Stable key: becomes the Message-ID. */
  readonly key: string;
  readonly to: string;
  readonly language: string;
  readonly senderName: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly attachments: readonly {
    readonly filename: string;
    readonly contentType: string;
    readonly content: Buffer;
  }[];
}

export interface OutgoingSms {
  /** Stable key: the provider delivers one id once. */
  readonly key: string;
  /** E.164. */
  readonly to: string;
  readonly text: string;
}

export interface EmailChannel {
  send(email: OutgoingEmail): Promise<Handover>;
  close(): void;
}

export interface SmsChannel {
  send(sms: OutgoingSms): Promise<Handover>;
  /** What the provider knows of a key; `unreachable` when it cannot be asked now. */
  ask(
    key: string,
  ): Promise<{ readonly known: true; readonly providerReference: string } | { readonly known: false } | 'unreachable'>;
}
