import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const port = z.coerce.number().int().min(0).max(65_535);
const ms = z.coerce.number().int().min(1);

/** Address of the gateway of each cell, by région code. */
const cells = z
  .string()
  .transform((text) => text.split(',').map((pair) => pair.trim()))
  .pipe(
    z.array(z.string().regex(/^\d{2}=https?:\/\/[^/?#\s]+\/?$/, 'RR=http(s)://host[:port], comma-separated')).min(1),
  )
  .transform((pairs) => pairs.map((pair) => [pair.slice(0, 2), new URL(pair.slice(3)).origin] as const))
  .refine((pairs) => new Set(pairs.map(([code]) => code)).size === pairs.length, 'each cell once')
  .transform((pairs) => new Map(pairs.toSorted(([a], [b]) => a.localeCompare(b))));

/** Settings of the national gateway, by environment variable name. */
export const config = z
  .object({
    NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
    HOST: z.string().default('127.0.0.1'),
    PORT: port,
    ADMIN_PORT: port.default(0),
    LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
    CELLS: cells,
    /** Folder with `tls.crt`, `tls.key` and `ca.crt`: the certificate shown to cells. */
    TLS_DIR: z.string().min(1).optional(),
    /** Proxies in front whose X-Forwarded-For is believed. */
    TRUSTED_PROXIES: z.coerce.number().int().min(0).default(0),
    /** How long a connection to a cell may take, and how long a list of several cells waits for each of them. */
    CELL_CONNECT_TIMEOUT_MS: ms.default(2_000),
    CELL_TIMEOUT_MS: ms.default(3_000),
    /** How long the one cell of a request may think before it answers, and be silent within an answer. */
    CELL_ANSWER_TIMEOUT_MS: ms.default(30_000),
    /** Requests to one cell at a time; what is more is told to come again. */
    CELL_CONCURRENCY: z.coerce.number().int().min(1).default(200),
    /** After this many failures in a row a cell is left alone, for so long. */
    CELL_FAILURES: z.coerce.number().int().min(1).default(5),
    CELL_REST_MS: ms.default(5_000),
    /** The territory's data set, as of the gis service. */
    TERRITORY_DIR: z
      .string()
      .min(1)
      .default(fileURLToPath(new URL('../../../services/gis/data', import.meta.url))),
  })
  .refine((env) => env.NODE_ENV !== 'production' || [...env.CELLS.values()].every((url) => url.startsWith('https:')), {
    path: ['CELLS'],
    error: 'in production cells are called over https',
  })
  .refine((env) => env.NODE_ENV !== 'production' || env.TLS_DIR !== undefined, {
    path: ['TLS_DIR'],
    error: 'in production cells are shown a certificate',
  });

export type NationalEnvironment = z.infer<typeof config>;
