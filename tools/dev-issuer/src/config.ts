import { z } from 'zod';
import { portSchema, readEnvironment } from './process.ts';

const issuerUrl = z
  .url({ protocol: /^https?$/, error: 'must be an http(s) URL' })
  .refine((url) => URL.parse(url)?.pathname === '/', 'must have no path')
  .transform((url) => new URL(url).origin);

const schema = z
  .object({
    ISSUER_PORT: portSchema.default(4400),
    ISSUER_HOST: z.string().min(1).default('127.0.0.1'),
    ISSUER_URL: issuerUrl.optional(),
    ISSUER_DATA_DIR: z.string({ error: 'is required: the folder that keeps the signing key' }).min(1),
    ISSUER_ACCOUNTS: z.string({ error: 'is required: the path of a JSON file of accounts' }).min(1),
    ISSUER_AUDIENCE: z.string().min(1).default('jamaa'),
  })
  .transform((env) => ({
    port: env.ISSUER_PORT,
    host: env.ISSUER_HOST,
    url: env.ISSUER_URL,
    dataDirectory: env.ISSUER_DATA_DIR,
    accountsFile: env.ISSUER_ACCOUNTS,
    audience: env.ISSUER_AUDIENCE,
  }));

/** What the issuer needs to start; `url` is absent when it follows from the port. */
export type IssuerConfig = z.output<typeof schema>;

/** @throws StartError naming the wrong variable, and always with NODE_ENV=production */
export const readConfig = (environment: Readonly<Record<string, string | undefined>> = process.env): IssuerConfig =>
  readEnvironment('dev-issuer', schema, environment);

/** Where `npm run token` finds the issuer when the stack's state file is not to be asked. */
export const readIssuerOverride = (): string | undefined => process.env.JAMAA_ISSUER_URL || undefined;
