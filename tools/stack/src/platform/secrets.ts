import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeDevelopmentSecrets } from '@jamaa/kit/testing';
import { databaseOf, serviceNames } from '../layout.ts';
import type { MongoUser } from '../servers/mongo.ts';

export interface StackSecrets {
  readonly folder: string;
  password(user: string): string;
  /** Path of a secret that is read from a file. */
  file(name: string): string;
}

/** `leaf`: as which a cell's broker reaches the hub's. */
const users = [...serviceNames, 'admin', 'sms', 'national-portal-api', 'leaf'];

/** Secrets that a service reads from a file, as it does where they are mounted. */
const files = ['bank-store-key', 'bank-api-key', 'post-api-key'];

/** Keys and passwords of this checkout's stack, made once and kept beside its data. */
export async function stackSecrets(folder: string): Promise<StackSecrets> {
  await writeDevelopmentSecrets(folder, ['gateway', 'ops', ...serviceNames]);
  const file = join(folder, 'passwords.json');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const known = existsSync(file) ? (JSON.parse(await readFile(file, 'utf8')) as Record<string, string>) : {};
  for (const user of [...users, ...files]) known[user] ??= randomBytes(18).toString('base64url');
  await writeFile(file, JSON.stringify(known), { mode: 0o600 });
  for (const name of files) await writeFile(join(folder, name), known[name] ?? '', { mode: 0o600 });
  return {
    folder,
    file: (name) => join(folder, name),
    password(user) {
      const password = known[user];
      if (password === undefined) throw new Error(`no password for ${user}`);
      return password;
    },
  };
}

/** The users of a stack's database: one for each service, on its own database only. */
export const mongoUsers = (secrets: StackSecrets): readonly MongoUser[] => [
  { name: 'admin', password: secrets.password('admin') },
  ...serviceNames.map((name) => ({ name, password: secrets.password(name), database: databaseOf(name) })),
];
