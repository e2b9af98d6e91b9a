import { z } from 'zod';

const port = z.coerce.number().int().min(0).max(65_535);

const settings = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  CELL: z
    .string()
    .regex(/^\d{2}$/)
    .default('00'),
  HOST: z.string().default('127.0.0.1'),
  PORT: port,
  ADMIN_PORT: port.default(0),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
  SECRETS_DIR: z.string().min(1),
  /** Folder with `tls.crt`, `tls.key` and `ca.crt`: the services are then called over mutual TLS. */
  TLS_DIR: z.string().min(1).optional(),
  /** How often certificates are read again: they are renewed while processes run. */
  TLS_REFRESH_MS: z.coerce.number().int().min(100).default(60_000),
  INTAKE_ADDRESS: z.string().min(1),
  GIS_ADDRESS: z.string().min(1),
  DIRECTORY_ADDRESS: z.string().min(1),
  ROUTING_ADDRESS: z.string().min(1),
  SLA_ADDRESS: z.string().min(1),
  NOTIFICATIONS_ADDRESS: z.string().min(1),
  ATTACHMENTS_ADDRESS: z.string().min(1),
  CIVIL_REGISTRY_ADDRESS: z.string().min(1),
  DOCUMENT_ORDERS_ADDRESS: z.string().min(1),
  INSIGHTS_ADDRESS: z.string().min(1),
  /** OpenID Connect issuer whose access tokens are accepted, and where its keys are read (its own `/jwks` when absent). */
  ISSUER_URL: z.url(),
  ISSUER_JWKS_URL: z.url().optional(),
  /** File with the issuer's keys, for a start while the issuer is out of reach. */
  ISSUER_JWKS_FILE: z.string().min(1).optional(),
  TOKEN_AUDIENCE: z.string().default('jamaa'),
  /** Proxies in front whose X-Forwarded-For is believed. */
  TRUSTED_PROXIES: z.coerce.number().int().min(0).default(0),
  /** Port for the national gateway, over mutual TLS with the files of EDGE_TLS_DIR (those of TLS_DIR when absent). */
  EDGE_PORT: port.optional(),
  EDGE_TLS_DIR: z.string().min(1).optional(),
  /** Name in the national gateway's certificate: only it is believed about the client's address there. */
  TRUSTED_EDGE: z.string().min(1).default('national-gateway'),
  /** Multiplies every quota: a load test behind one address needs more than a person. */
  QUOTA_SCALE: z.coerce.number().positive().default(1),
  /** `name=url` of further readiness checks, comma-separated; the development stack names every process here. */
  READINESS_PEERS: z.string().default(''),
});

/** Settings of the gateway, by environment variable name. */
export const config = settings.refine(
  (env) => env.EDGE_PORT === undefined || (env.EDGE_TLS_DIR ?? env.TLS_DIR) !== undefined,
  { path: ['EDGE_PORT'], error: 'needs EDGE_TLS_DIR or TLS_DIR: the national gateway is believed by its certificate' },
);

export type GatewayEnvironment = z.infer<typeof config>;
