import type { Delivery } from '../domain/contents.ts';

/** News of one item of registered mail. */
export interface PostNews {
  readonly trackingNumber: string;
  /** The post's own word; see `statusOf`. */
  readonly status: string;
  readonly at: Date;
}

export interface PostPort {
  /** Announces an envelope and gets its number; the same key gets the same number again. */
  announce(key: string, envelope: { readonly delivery: Delivery; readonly grams: number }): Promise<string>;
  /** What is new behind a cursor, oldest first. */
  news(
    cursor: string,
  ): Promise<{ readonly news: readonly PostNews[]; readonly cursor: string; readonly more: boolean }>;
}
