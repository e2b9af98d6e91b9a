import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createUsers, mongoUsers, stackSecrets } from '@jamaa/stack';
import { readDockerConfig } from './config.ts';
import { envFiles } from './env-files.ts';
import { beginReplicaSet } from './replica-set.ts';

const env = readDockerConfig();
const secrets = await stackSecrets(env.SECRETS_DIR);
await beginReplicaSet(env.MONGODB_FIRST, await readFile(join(env.SECRETS_DIR, 'mongodb-admin.password'), 'utf8'));
await createUsers(envFiles(secrets)['migration']?.['MONGODB_URI'] ?? '', mongoUsers(secrets));
