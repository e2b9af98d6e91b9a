import { portSchema, readEnvironment } from '@jamaa/dev-issuer/process';
import { z } from 'zod';

const schema = z
  .object({
    PORTAL_PORT: portSchema.default(4490),
    PORTAL_HOST: z.string().min(1).default('127.0.0.1'),
    PORTAL_DATA_DIR: z.string({ error: 'is required: the folder that keeps the cases' }).min(1),
    PORTAL_KEY: z.string({ error: 'is required: the bearer key of the API' }).min(8, 'needs 8 characters'),
  })
  .transform((env) => ({
    port: env.PORTAL_PORT,
    host: env.PORTAL_HOST,
    dataDirectory: env.PORTAL_DATA_DIR,
    key: env.PORTAL_KEY,
  }));

export type PortalConfig = z.output<typeof schema>;

/** @throws StartError naming the wrong variable, and always with NODE_ENV=production */
export const readConfig = (environment: Readonly<Record<string, string | undefined>> = process.env): PortalConfig =>
  readEnvironment('dev-portal', schema, environment);
