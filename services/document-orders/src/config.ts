import { serviceEnvironment } from '@jamaa/kit';
import { z } from 'zod';

const url = z.url({ protocol: /^https?$/, error: 'must be http:// or https://' });

/** Settings of this service beside those that every service reads. */
export const config = serviceEnvironment
  .extend({
    DIRECTORY_ADDRESS: z.string().min(1, 'host:port of directory'),
    /** host:port of civil-registry; without it no document is made. */
    CIVIL_REGISTRY_ADDRESS: z.string().min(1).optional(),
    /** The gateway as browsers and the bank reach it. */
    PUBLIC_URL: url,
    /** The bank's hosted page; without it nothing can be paid. */
    BANK_PAGE_URL: url.optional(),
    BANK_CLIENT_ID: z.string().min(1).optional(),
    /** File that holds the store key: the seal of every payment. */
    BANK_STORE_KEY_FILE: z.string().min(1).optional(),
    BANK_API_URL: url.optional(),
    /** File that holds the key to the bank's books. */
    BANK_API_KEY_FILE: z.string().min(1).optional(),
    /** The post's API; without it nothing is handed over and nothing tracked. */
    POST_API_URL: url.optional(),
    POST_API_KEY_FILE: z.string().min(1).optional(),
    /** Longest time one call to the bank or the post may take. */
    CALL_TIMEOUT_MS: z.coerce.number().int().min(100).default(15_000),
    /** How long a callback is waited for before the bank is asked. */
    CHECK_AFTER_MS: z.coerce.number().int().min(10).default(60_000),
    /** First delay before what failed is tried again; doubled up to an hour. */
    RETRY_BASE_MS: z.coerce.number().int().min(1).default(5_000),
    /** Between two rounds of a job when nothing is due. */
    JOB_POLL_MS: z.coerce.number().int().min(10).default(2_000),
    /** How often the post is asked for news. */
    TRACK_POLL_MS: z.coerce.number().int().min(10).default(60_000),
  })
  .superRefine((env, context) => {
    const whole = (names: readonly (keyof typeof env)[]): void => {
      const missing = names.filter((name) => env[name] === undefined);
      if (missing.length === 0 || missing.length === names.length) return;
      for (const name of missing)
        context.addIssue({ code: 'custom', path: [name], message: `comes with ${names.join(', ')}` });
    };
    whole(['BANK_PAGE_URL', 'BANK_CLIENT_ID', 'BANK_STORE_KEY_FILE', 'BANK_API_URL', 'BANK_API_KEY_FILE']);
    whole(['POST_API_URL', 'POST_API_KEY_FILE']);
  });

export type DocumentOrdersEnvironment = z.infer<typeof config>;
