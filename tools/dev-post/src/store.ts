import { KeptFile } from '@jamaa/dev-double';
import { z } from 'zod';

const text = z.string().max(200);

export const announcedSchema = z.strictObject({
  key: text.min(1),
  recipient: z.strictObject({
    name: text.min(1),
    lines: z.array(text).min(1).max(4),
    postalCode: text,
    city: text.min(1),
    country: z.string().regex(/^[A-Z]{2}$/),
    phone: text,
  }),
  grams: z.int().min(1).max(2_000),
});

const envelopeSchema = announcedSchema.extend({ trackingNumber: z.string(), status: z.string() });
const newsSchema = z.object({ trackingNumber: z.string(), status: z.string(), at: z.iso.datetime() });
export type Envelope = z.output<typeof envelopeSchema>;
export type News = z.output<typeof newsSchema>;

const weights = [8, 6, 4, 2, 3, 5, 9, 7];

/** A number of registered mail of the kingdom (UPU S10): check digit by weighted sum modulo 11, 10 written 0 and 11 written 5. */
export function registeredNumber(serial: number): string {
  const digits = String(serial).padStart(8, '0');
  const rest = weights.reduce((sum, weight, index) => sum + weight * Number(digits[index]), 0) % 11;
  const check = rest === 0 ? 5 : rest === 1 ? 0 : 11 - rest;
  return `RR${digits}${check}MA`;
}

const fileSchema = z.object({ envelopes: z.array(envelopeSchema), news: z.array(newsSchema) });

/** Envelopes and what happened to them. */
export class PostStore {
  readonly #kept: KeptFile<typeof fileSchema>;

  constructor(folder: string) {
    this.#kept = new KeptFile(folder, 'post.json', fileSchema, { envelopes: [], news: [] });
  }

  get #envelopes(): Envelope[] {
    return this.#kept.content.envelopes;
  }

  get #news(): News[] {
    return this.#kept.content.news;
  }

  all(): Envelope[] {
    return [...this.#envelopes].reverse();
  }

  find(trackingNumber: string): Envelope | undefined {
    return this.#envelopes.find((one) => one.trackingNumber === trackingNumber);
  }

  /** The same key is the same envelope. */
  announce(given: z.output<typeof announcedSchema>): Envelope {
    const known = this.#envelopes.find(({ key }) => key === given.key);
    if (known !== undefined) return known;
    const made = {
      ...given,
      trackingNumber: registeredNumber(12_345_678 + this.#envelopes.length),
      status: 'announced',
    };
    this.#envelopes.push(made);
    this.#kept.save();
    return made;
  }

  tell(envelope: Envelope, status: string): void {
    envelope.status = status;
    this.#news.push({ trackingNumber: envelope.trackingNumber, status, at: new Date().toISOString() });
    this.#kept.save();
  }

  since(seen: number, limit: number): { news: News[]; cursor: string; more: boolean } {
    const news = this.#news.slice(seen, seen + limit);
    return { news, cursor: String(seen + news.length), more: this.#news.length > seen + news.length };
  }
}
