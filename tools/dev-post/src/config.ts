import { portSchema, readEnvironment } from '@jamaa/dev-issuer/process';
import { z } from 'zod';

const schema = z
  .object({
    POST_PORT: portSchema.default(4492),
    POST_HOST: z.string().min(1).default('127.0.0.1'),
    POST_DATA_DIR: z.string({ error: 'is required: the folder that keeps the envelopes' }).min(1),
    POST_API_KEY: z.string({ error: 'is required: the bearer key of the API' }).min(8, 'needs 8 characters'),
  })
  .transform((env) => ({
    port: env.POST_PORT,
    host: env.POST_HOST,
    dataDirectory: env.POST_DATA_DIR,
    key: env.POST_API_KEY,
  }));

export type PostConfig = z.output<typeof schema>;

/** @throws StartError naming the wrong variable, and always with NODE_ENV=production */
export const readConfig = (environment: Readonly<Record<string, string | undefined>> = process.env): PostConfig =>
  readEnvironment('dev-post', schema, environment);
