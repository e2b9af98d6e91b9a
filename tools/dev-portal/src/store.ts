import { KeptFile } from '@jamaa/dev-double';
import { z } from 'zod';

const text = z.string().max(20_000).default('');

export const newCaseSchema = z.strictObject({
  number: z.string().max(40).optional(),
  kind: z.string().max(60).default('شكاية'),
  category: z.string().max(20).default('ECL'),
  receivedAt: z.iso.datetime().optional(),
  state: z.string().max(60).default('open'),
  commune: z.string().max(20).default('03.451.01.09'),
  description: z.string().min(1).max(20_000),
  language: z.string().max(10).default('ar'),
  complainant: z.strictObject({ name: text, phone: text, email: text, identity: text }).prefault({}),
  answer: text,
  answeredAt: text,
});

export const statusSchema = z.strictObject({
  eventId: z.string().min(1).max(100),
  version: z.int().min(1),
  status: z.string().min(1).max(60),
  at: z.iso.datetime(),
  reference: z.string().min(1).max(40),
  message: z.string().max(20_000).optional(),
});

const statusRow = statusSchema.extend({ attempts: z.int() });

const caseSchema = newCaseSchema.required({ number: true, receivedAt: true }).extend({
  /** Number of the last change of it on this side. */
  change: z.int(),
  statuses: z.array(statusRow),
});
export type PortalCase = z.output<typeof caseSchema>;

const fileSchema = z.array(caseSchema);

/** All cases of the portal. */
export class CaseStore {
  readonly #kept: KeptFile<typeof fileSchema>;
  #changes: number;

  constructor(folder: string) {
    this.#kept = new KeptFile(folder, 'cases.json', fileSchema, []);
    this.#changes = Math.max(0, ...this.#cases.map((one) => one.change));
  }

  get #cases(): PortalCase[] {
    return this.#kept.content;
  }

  all(): PortalCase[] {
    return this.#cases.toSorted((a, b) => b.change - a.change);
  }

  find(number: string): PortalCase | undefined {
    return this.#cases.find((one) => one.number === number);
  }

  make(given: z.output<typeof newCaseSchema>): PortalCase {
    const change = this.#next();
    const made = {
      ...given,
      number: given.number ?? `CHK-${new Date().getUTCFullYear()}-${String(change).padStart(6, '0')}`,
      receivedAt: given.receivedAt ?? new Date().toISOString(),
      change,
      statuses: [],
    };
    this.#cases.push(made);
    this.#kept.save();
    return made;
  }

  withdraw(found: PortalCase): void {
    found.state = 'withdrawn';
    found.answeredAt = new Date().toISOString();
    found.change = this.#next();
    this.#kept.save();
  }

  /** A status told again, by event and version, counts as one. */
  report(found: PortalCase, given: z.output<typeof statusSchema>): void {
    const known = found.statuses.find((one) => one.eventId === given.eventId && one.version === given.version);
    if (known === undefined) found.statuses.push({ ...given, attempts: 1 });
    else known.attempts += 1;
    this.#kept.save();
  }

  /** Cases changed behind a change, oldest first. */
  since(change: number, limit: number): { cases: PortalCase[]; cursor: string; more: boolean } {
    const behind = this.#cases.filter((one) => one.change > change).sort((a, b) => a.change - b.change);
    const cases = behind.slice(0, limit);
    return { cases, cursor: String(cases.at(-1)?.change ?? change), more: behind.length > limit };
  }

  #next(): number {
    this.#changes += 1;
    return this.#changes;
  }
}
