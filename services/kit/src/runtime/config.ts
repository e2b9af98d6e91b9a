import { z } from 'zod';

/** Ports: 0 lets the system choose, which tests use. */
const port = z.coerce.number().int().min(0).max(65_535);

/** Settings that every service reads, by environment variable name. */
export const serviceEnvironment = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  /** Région code of the cell, `00` where all régions run as one cell. */
  CELL: z
    .string()
    .regex(/^\d{2}$/)
    .default('00'),
  /** First token of every subject; tests choose their own so that suites can share one broker. */
  NAMESPACE: z
    .string()
    .regex(/^[a-z][a-z0-9]*$/)
    .default('jamaa'),
  MONGODB_URI: z.string().min(1).default('mongodb://127.0.0.1:27017/?directConnection=true'),
  MONGODB_DATABASE: z.string().min(1).optional(),
  NATS_URL: z.string().min(1).default('nats://127.0.0.1:4222'),
  NATS_USER: z.string().optional(),
  NATS_PASSWORD: z.string().optional(),
  /** Copies of every stream, made by the migration step; 3 on a cluster of three or more brokers. */
  STREAM_REPLICAS: z.coerce.number().int().min(1).max(5).default(1),
  /** Folder with `tls.crt`, `tls.key` and `ca.crt`: services and broker then speak mutual TLS only; in the clear without it. */
  TLS_DIR: z.string().min(1).optional(),
  /** How often these files are read again: they are renewed while processes run. */
  TLS_REFRESH_MS: z.coerce.number().int().min(100).default(60_000),
  HOST: z.string().default('127.0.0.1'),
  RPC_PORT: port.default(0),
  ADMIN_PORT: port.default(0),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
  /** Directory of mounted secrets: `callers.jwks.json`, `<service>.key.json`, `master-keys.json`. */
  SECRETS_DIR: z.string().min(1),
  /** How long a fetcher or relay may be silent before another takes over. */
  LEASE_TTL_MS: z.coerce.number().int().min(200).default(5_000),
  /** How long the broker waits for an acknowledgement before it delivers again. */
  ACK_WAIT_MS: z.coerce.number().int().min(200).default(10_000),
  /** How often a publisher's journal is compared with what was applied here, where it is. */
  COMPARE_MS: z.coerce.number().int().min(200).default(60_000),
  /** Consumers of other cells, `service@cell`, that read this service's stream over the leaf link; the migration step makes them. */
  READERS: z
    .string()
    .regex(/^([a-z][a-z-]*@\d{2}(,[a-z][a-z-]*@\d{2})*)?$/)
    .default(''),
  /** Revision that this code was built from, as the image says it; stands after the version in the name of the release. */
  RELEASE: z
    .string()
    .regex(/^[0-9A-Za-z.-]{0,64}$/)
    .optional(),
  /** Comma-separated failpoints that kill this process once hit; refused in production. */
  FAILPOINTS: z.string().default(''),
  /** File with the milliseconds by which this process's clock is wrong on purpose; refused in production. */
  CLOCK_SKEW_FILE: z.string().min(1).optional(),
});

export type ServiceEnvironment = z.infer<typeof serviceEnvironment>;

/** A setting is missing or wrong; the text names each variable. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** Reads and checks settings. @throws ConfigError naming every bad variable, without its value (it may be a secret). */
export function readConfig<T extends z.ZodType>(
  schema: T,
  environment: Record<string, string | undefined>,
): z.infer<T> {
  const result = schema.safeParse(environment);
  if (result.success) return result.data;
  const lines = result.error.issues.map((issue) => `${issue.path.join('.') || 'environment'}: ${issue.message}`);
  throw new ConfigError(`configuration: ${lines.join('; ')}`);
}
