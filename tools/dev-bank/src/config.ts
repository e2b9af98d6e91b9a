import { portSchema, readEnvironment } from '@jamaa/dev-issuer/process';
import { z } from 'zod';

const schema = z
  .object({
    BANK_PORT: portSchema.default(4491),
    BANK_HOST: z.string().min(1).default('127.0.0.1'),
    BANK_DATA_DIR: z.string({ error: 'is required: the folder that keeps the payments' }).min(1),
    BANK_CLIENT_ID: z.string().min(1).default('600000000'),
    BANK_STORE_KEY: z.string({ error: 'is required: the key of the seal' }).min(8, 'needs 8 characters'),
    BANK_API_KEY: z.string({ error: 'is required: the bearer key of the books' }).min(8, 'needs 8 characters'),
  })
  .transform((env) => ({
    port: env.BANK_PORT,
    host: env.BANK_HOST,
    dataDirectory: env.BANK_DATA_DIR,
    clientId: env.BANK_CLIENT_ID,
    storeKey: env.BANK_STORE_KEY,
    key: env.BANK_API_KEY,
  }));

export type BankConfig = z.output<typeof schema>;

/** @throws StartError naming the wrong variable, and always with NODE_ENV=production */
export const readConfig = (environment: Readonly<Record<string, string | undefined>> = process.env): BankConfig =>
  readEnvironment('dev-bank', schema, environment);
