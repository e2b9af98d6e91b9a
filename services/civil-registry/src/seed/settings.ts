import { parseArgs } from 'node:util';
import { ConfigError, serviceEnvironment } from '@jamaa/kit';
import { z } from 'zod';

/** Environment of the seed: the service's own database and keys, and where the territory's data set lies. */
export const seedEnvironment = serviceEnvironment
  .pick({ NODE_ENV: true, MONGODB_URI: true, MONGODB_DATABASE: true, SECRETS_DIR: true })
  .extend({ TERRITORY_DATA: z.string().min(1) });

const count = z.coerce.number().int();
const switches = z.object({
  acts: count.min(1).max(20_000_000).default(10_000),
  copies: count.min(0).max(20_000_000).default(0),
  seed: count.min(0).default(42),
  until: z.iso.datetime({ offset: true }).optional(),
});

export interface SeedSettings {
  readonly acts: number;
  /** Of further acts, which have neither journal nor audit trail. */
  readonly copies: number;
  readonly seed: number;
  /** Present day of the seed. */
  readonly until: Date;
}

/** Reads the switches. @throws ConfigError naming each wrong one */
export function readSwitches(args: readonly string[], now: Date): SeedSettings {
  const option = { type: 'string' } as const;
  let values: Record<string, unknown>;
  try {
    values = parseArgs({
      args: [...args],
      options: { acts: option, copies: option, seed: option, until: option },
    }).values;
  } catch (error) {
    throw new ConfigError(error instanceof Error ? error.message : String(error));
  }
  const result = switches.safeParse(values);
  if (!result.success)
    throw new ConfigError(result.error.issues.map((one) => `--${one.path.join('.')}: ${one.message}`).join('; '));
  const { until, ...rest } = result.data;
  return { ...rest, until: new Date(until ?? new Date(now).setUTCMinutes(0, 0, 0)) };
}
