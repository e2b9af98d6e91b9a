import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { readIssuerOverride } from './config.ts';
import { developmentGrantType } from './development-grant.ts';
import { StartError } from './process.ts';

const stateFile = new URL('../../../.jamaa/stack.json', import.meta.url);
const patienceMs = 5_000;

const stateSchema = z.object({ issuer: z.url() });
const tokenSchema = z.object({ access_token: z.string() });
const entrySchema = z.object({
  account: z.string(),
  email: z.string(),
  acr: z.string(),
  name: z.object({ ar: z.string(), fr: z.string() }),
});

const findIssuer = (): string => {
  const override = readIssuerOverride();
  if (override !== undefined) return override.replace(/\/$/, '');
  if (!existsSync(stateFile)) {
    throw new StartError('the platform is not running here: start it with `npm start`, or set JAMAA_ISSUER_URL');
  }
  try {
    return stateSchema.parse(JSON.parse(readFileSync(stateFile, 'utf8'))).issuer.replace(/\/$/, '');
  } catch {
    throw new StartError('.jamaa/stack.json names no issuer: start the platform again with `npm start`');
  }
};

const call = async (url: string, init?: RequestInit): Promise<Response> => {
  try {
    return await fetch(url, { ...init, signal: AbortSignal.timeout(patienceMs) });
  } catch {
    throw new StartError(`the issuer at ${new URL(url).origin} cannot be reached: is the platform running?`);
  }
};

const describe = ({ account, email, name, acr }: z.output<typeof entrySchema>): string =>
  `  ${account.padEnd(28)} ${email.padEnd(36)} ${acr.padEnd(7)} ${name.fr} · ${name.ar}`;

const explain = async (issuer: string, problem: string): Promise<StartError> => {
  const response = await call(`${issuer}/accounts`);
  const accounts = z.array(entrySchema).parse(await response.json());
  return new StartError([problem, 'usage: npm run -s token -- ACCOUNT', ...accounts.map(describe)].join('\n'));
};

/** The bearer token of an account, fresh from the issuer. */
const fetchToken = async (account: string | undefined): Promise<string> => {
  const issuer = findIssuer();
  if (account === undefined) throw await explain(issuer, 'no account given');
  const body = new URLSearchParams({ grant_type: developmentGrantType, client_id: 'cli', account });
  const response = await call(`${issuer}/token`, { method: 'POST', body });
  if (response.status === 400) throw await explain(issuer, `unknown account: ${account}`);
  if (!response.ok) throw new StartError(`the issuer at ${issuer} answered ${response.status}`);
  return tokenSchema.parse(await response.json()).access_token;
};

try {
  process.stdout.write(`${await fetchToken(process.argv[2])}\n`);
} catch (error) {
  if (!(error instanceof StartError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
