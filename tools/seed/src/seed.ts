import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { stackSecrets } from '@jamaa/stack';
import { openDatabase } from './database.ts';
import { demoStaff } from './staff.ts';

export const root = join(import.meta.dirname, '../../..');

export interface SeedOptions {
  /** Data folder of a stack, running or not. */
  readonly data: string;
  /** Switches handed to intake's seed as they are: `--rows`, `--years`, `--seed`, `--until`, `--check`. */
  readonly args: readonly string[];
  readonly say: (line: string) => void;
}

/** Runs intake's own seed on a data folder. Returns what it reported (JSON). @throws Error when it failed */
export async function seedData({ data, args, say }: SeedOptions): Promise<string> {
  const secrets = await stackSecrets(join(data, 'secrets'));
  const database = await openDatabase(data, secrets, say);
  try {
    const child = spawn(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', join(root, 'services/intake/src/seed.ts'), ...args],
      {
        cwd: root,
        env: {
          PATH: process.env['PATH'] ?? '',
          NODE_ENV: 'development',
          MONGODB_URI: database.uri,
          SECRETS_DIR: secrets.folder,
          TERRITORY_DATA: join(root, 'services/gis/data'),
          SEED_STAFF: JSON.stringify(await demoStaff(root)),
        },
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    let report = '';
    child.stdout.on('data', (chunk: Buffer) => {
      report += chunk.toString();
    });
    const [code] = (await once(child, 'close')) as [number | null];
    if (code !== 0) throw new Error('the seed did not finish: see above');
    return report;
  } finally {
    await database.release();
  }
}
