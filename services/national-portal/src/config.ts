import { serviceEnvironment } from '@jamaa/kit';
import { z } from 'zod';

export const config = serviceEnvironment
  .extend({
    INTAKE_ADDRESS: z.string().min(1, 'host:port of intake'),
    /** The national portal's HTTP API; without it the service is idle. */
    NATIONAL_PORTAL_URL: z.url({ protocol: /^https?$/, error: 'must be http:// or https://' }).optional(),
    NATIONAL_PORTAL_KEY: z.string().min(8, 'needs 8 characters').optional(),
    /** How often it is asked for what is new. */
    POLL_MS: z.coerce.number().int().min(50).default(30_000),
    /** Longest time one call to the portal may take. */
    CALL_TIMEOUT_MS: z.coerce.number().int().min(100).default(15_000),
    /** First delay before a report is tried again; tests make it short. */
    RETRY_BASE_MS: z.coerce.number().int().min(1).default(5_000),
  })
  .refine((env) => env.NATIONAL_PORTAL_URL === undefined || env.NATIONAL_PORTAL_KEY !== undefined, {
    path: ['NATIONAL_PORTAL_KEY'],
    message: 'is required with NATIONAL_PORTAL_URL',
  });

export type PortalEnvironment = z.infer<typeof config>;
