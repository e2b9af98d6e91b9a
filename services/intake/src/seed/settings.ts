import { parseArgs } from 'node:util';
import { ConfigError, serviceEnvironment } from '@jamaa/kit';
import { z } from 'zod';
import { staffList } from './staff.ts';

/** Environment of the seed: the service's own database and keys, and where the territory's data set lies. */
export const seedEnvironment = serviceEnvironment
  .pick({ NODE_ENV: true, MONGODB_URI: true, MONGODB_DATABASE: true, SECRETS_DIR: true })
  .extend({
    /** Folder with `territories.json` and `boundaries.topojson`. */
    TERRITORY_DATA: z.string().min(1),
    /** An open file that takes the journal, pages of `ReplayResponse` with their length before them. */
    SEED_JOURNAL_FD: z.coerce.number().int().min(3).optional(),
    /** JSON list of accounts that exist, on whose desks cases shall lie. */
    SEED_STAFF: z
      .string()
      .default('[]')
      .transform((text) => staffList.parse(JSON.parse(text))),
  });

const count = z.coerce.number().int();
const switches = z.object({
  rows: count.min(1).max(20_000_000).default(100_000),
  years: z.coerce.number().min(0.05).max(9).default(3),
  seed: count.min(0).default(42),
  until: z.iso.datetime({ offset: true }).optional(),
  check: count.min(0).max(10_000).default(200),
  copies: count.min(0).max(20_000_000).default(0),
});

export interface SeedSettings {
  readonly rows: number;
  readonly years: number;
  readonly seed: number;
  readonly until: Date;
  /** How many cases the closing check looks at. */
  readonly check: number;
  /** Rows without a journal beside them, like ended cases. */
  readonly copies: number;
}

/** Reads the switches. @throws ConfigError naming each wrong one */
export function readSwitches(args: readonly string[], now: Date): SeedSettings {
  const option = { type: 'string' } as const;
  const options = { rows: option, years: option, seed: option, until: option, check: option, copies: option };
  let values: Record<string, unknown>;
  try {
    values = parseArgs({ args: [...args], options }).values;
  } catch (error) {
    throw new ConfigError(error instanceof Error ? error.message : String(error));
  }
  const result = switches.safeParse(values);
  if (!result.success) {
    throw new ConfigError(result.error.issues.map((one) => `--${one.path.join('.')}: ${one.message}`).join('; '));
  }
  const { until, ...rest } = result.data;
  const hour = new Date(now).setUTCMinutes(0, 0, 0);
  return { ...rest, until: until === undefined ? new Date(hour) : new Date(until) };
}
