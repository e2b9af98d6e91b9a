import { cellsSetting, serviceEnvironment } from '@jamaa/kit';
import { z } from 'zod';

/** Settings of this service beside those that every service reads. */
export const config = serviceEnvironment
  .extend({
    INTAKE_ADDRESS: z.string().min(1, 'host:port of intake'),
    /** Keeps scans of registers; where it runs it must be named here, or a scan may be thrown away before its event comes. */
    CIVIL_REGISTRY_ADDRESS: z.string().min(1).optional(),
    /** Attachments of other cells, from which files of their cases come. */
    CELLS: cellsSetting,
    /** `host:port` of clamd; without it files are kept as `not-scanned`. */
    CLAMD_ADDRESS: z
      .string()
      .regex(/^[^\s:]+:\d{1,5}$/, 'must be host:port')
      .optional(),
    /** Longest time one scan may take. */
    CLAMD_TIMEOUT_MS: z.coerce.number().int().min(100).default(60_000),
    /** First delay after a scan that could not be made; it doubles up to ten minutes. */
    SCAN_RETRY_BASE_MS: z.coerce.number().int().min(10).default(5_000),
    /** Where whole files lie: in the own database (GridFS), or in a bucket that speaks S3. */
    STORAGE: z.enum(['gridfs', 's3']).default('gridfs'),
    S3_ENDPOINT: z.url({ protocol: /^https?$/, error: 'must be http:// or https://' }).optional(),
    S3_BUCKET: z.string().min(3).optional(),
    S3_REGION: z.string().min(1).default('us-east-1'),
    S3_ACCESS_KEY_ID: z.string().min(1).optional(),
    S3_SECRET_ACCESS_KEY: z.string().min(1).optional(),
    /** The bucket in the path instead of the host name: most stores of one's own need it. */
    S3_PATH_STYLE: z.enum(['true', 'false']).default('true'),
    /** How long an upload that is whole may stay without being looked into before the job does it. */
    LEFT_BEHIND_MS: z.coerce.number().int().min(10).default(60_000),
    /** Between being marked for deletion and being deleted: longer than a filing may take. */
    EXPIRY_GRACE_MS: z.coerce.number().int().min(10).default(60_000),
    /** Between two rounds of the job when nothing is due. */
    JOB_POLL_MS: z.coerce.number().int().min(10).default(2_000),
  })
  .refine((env) => env.STORAGE !== 's3' || env.S3_BUCKET !== undefined, {
    path: ['S3_BUCKET'],
    message: 'is required with STORAGE=s3',
  })
  .refine((env) => (env.S3_ACCESS_KEY_ID === undefined) === (env.S3_SECRET_ACCESS_KEY === undefined), {
    path: ['S3_SECRET_ACCESS_KEY'],
    message: 'comes together with S3_ACCESS_KEY_ID',
  });

export type AttachmentsEnvironment = z.infer<typeof config>;
