import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { z } from 'zod';
import { StartError } from './process.ts';

const bilingual = z.object({ ar: z.string().min(1), fr: z.string().min(1) });

const accountSchema = z.object({
  account: z.string().regex(/^[a-z0-9][a-z0-9._-]{0,63}$/, 'must be lower-case letters, digits, dots, dashes'),
  email: z.email(),
  name: bilingual,
  acr: z.enum(['simple', 'strong']).default('simple'),
  locale: z.enum(['ar', 'fr', 'zgh']).default('ar'),
  description: z.union([z.string(), bilingual]).optional(),
});

const accountsSchema = z
  .array(accountSchema)
  .min(1, 'must hold at least one account')
  .superRefine((accounts, context) => {
    for (const field of ['account', 'email'] as const) {
      const seen = new Set<string>();
      for (const [index, entry] of accounts.entries()) {
        if (seen.has(entry[field]))
          context.addIssue({ code: 'custom', path: [index, field], message: 'is used twice' });
        seen.add(entry[field]);
      }
    }
  });

/** A demonstration account; `acr` says how strongly it counts as signed in. */
export type Account = z.output<typeof accountSchema>;

/** The stable, opaque `sub` of an account: the same on every machine, so that a demo set may name it in advance. */
export const subjectOf = (account: string): string =>
  createHash('sha256').update(`jamaa development account ${account}`).digest('base64url').slice(0, 22);

/** The accounts as the file says them now. */
export interface Accounts {
  list(): readonly Account[];
  find(account: string): Account | undefined;
  findBySubject(subject: string): Account | undefined;
}

/** @throws StartError naming the file, the entry and the field that is wrong */
export const parseAccounts = (file: string, text: string): readonly Account[] => {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new StartError(`${file}: is not JSON (${error instanceof Error ? error.message : String(error)})`);
  }
  const parsed = accountsSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'the file'}: ${issue.message}`);
  throw new StartError(`${file}: ${problems.join('; ')}`);
};

const fingerprint = (file: string): string => {
  const { ino, size, mtimeNs } = statSync(file, { bigint: true });
  return `${ino}:${size}:${mtimeNs}`;
};

/**
 * Reads the accounts file, and reads it again when it has changed: looked at on every use, because file watchers
 * miss changes on some systems. A changed file with a mistake leaves the last good accounts in place.
 * @param warn told once about each bad version of the file
 * @throws StartError when the first reading fails
 */
export const openAccounts = (file: string, warn: (message: string) => void): Accounts => {
  let seen = '';
  let accounts: readonly Account[] = [];
  const read = () => {
    const version = fingerprint(file);
    if (version === seen) return;
    seen = version;
    accounts = parseAccounts(file, readFileSync(file, 'utf8'));
  };
  try {
    read();
  } catch (error) {
    if (error instanceof StartError) throw error;
    throw new StartError(`ISSUER_ACCOUNTS: cannot read ${file} (${error instanceof Error ? error.message : error})`);
  }
  const current = () => {
    try {
      read();
    } catch (error) {
      warn(`accounts not reloaded: ${error instanceof Error ? error.message : String(error)}`);
    }
    return accounts;
  };
  return {
    list: current,
    find: (account) => current().find((entry) => entry.account === account),
    findBySubject: (subject) => current().find((entry) => subjectOf(entry.account) === subject),
  };
};
