import { readDockerConfig } from './config.ts';
import { writeSecrets } from './write-secrets.ts';

await writeSecrets(readDockerConfig().SECRETS_DIR);
