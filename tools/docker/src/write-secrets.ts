import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type StackSecrets, stackSecrets } from '@jamaa/stack';
import { brokerConfig, composeNodes } from './broker.ts';
import { envFiles, envText } from './env-files.ts';

/** Keys, passwords, and what servers and processes read of them, in one folder; what is there already is kept. */
export async function writeSecrets(folder: string): Promise<void> {
  const stack = await stackSecrets(folder);
  const own = new Map<string, string>();
  // Members of a replica set know each other by the first (6 to 1024 characters of base64), members of a cluster by the second.
  for (const [name, bytes] of [
    ['mongodb.keyfile', 96],
    ['broker-cluster', 18],
  ] as const)
    own.set(name, await once(folder, name, bytes));
  const secrets: Pick<StackSecrets, 'password'> = { password: (user) => own.get(user) ?? stack.password(user) };
  await secret(folder, 'mongodb-admin.password', stack.password('admin'));
  for (const node of composeNodes) await secret(folder, `${node.name}.conf`, brokerConfig(node, composeNodes, secrets));
  for (const [name, values] of Object.entries(envFiles(stack))) await secret(folder, `${name}.env`, envText(values));
}

async function once(folder: string, name: string, bytes: number): Promise<string> {
  const file = join(folder, name);
  if (!existsSync(file))
    await secret(folder, name, randomBytes(bytes).toString(name === 'mongodb.keyfile' ? 'base64' : 'base64url'));
  return readFile(file, 'utf8');
}

const secret = (folder: string, name: string, text: string): Promise<void> =>
  writeFile(join(folder, name), text, { mode: 0o600 });
