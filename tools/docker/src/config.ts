import { readConfig } from '@jamaa/kit';
import { z } from 'zod';

const schema = z.object({
  /** Development only: these passwords lie in one folder that every container reads. */
  NODE_ENV: z.enum(['development', 'test'], 'must be development: these secrets are no production’s'),
  SECRETS_DIR: z.string().min(1),
  /** The member of the replica set that begins it. */
  MONGODB_FIRST: z.string().min(1).default('mongo-1:27017'),
});

/** @throws ConfigError naming what is wrong */
export const readDockerConfig = (environment: Readonly<Record<string, string | undefined>> = process.env) =>
  readConfig(schema, environment);
