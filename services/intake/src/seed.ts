import { ConfigError, connectMongo, isDuplicateKey, openKeyring, readConfig } from '@jamaa/kit';
import { checkSample } from './seed/check.ts';
import { journalWriter } from './seed/journal-pages.ts';
import { readTerritory, seed } from './seed/run.ts';
import { readSwitches, seedEnvironment } from './seed/settings.ts';

/** Fills intake's own database with realistic cases, through the deciders. Development and measurements only. */
const say = (line: string): void => void process.stderr.write(`seed: ${line}\n`);

try {
  const env = readConfig(seedEnvironment, process.env);
  if (env.NODE_ENV === 'production') throw new ConfigError('a production database is never seeded');
  const settings = readSwitches(process.argv.slice(2), new Date());
  const database = env.MONGODB_DATABASE ?? 'jamaa_intake';
  const [keyring, territory, connection] = await Promise.all([
    openKeyring(env.SECRETS_DIR),
    readTerritory(env.TERRITORY_DATA),
    connectMongo({ uri: env.MONGODB_URI, database, appName: 'intake-seed' }),
  ]);
  try {
    const tell = env.SEED_JOURNAL_FD === undefined ? undefined : journalWriter(env.SEED_JOURNAL_FD);
    const run = { tell, connection, keyring, territory, staff: env.SEED_STAFF, settings, say };
    const { sample, ...done } = await seed(run);
    const checked = await checkSample({ connection, keyring, ids: sample, until: settings.until });
    const rate = Math.round(done.complaints / done.seconds);
    process.stdout.write(`${JSON.stringify({ ...done, complaintsPerSecond: rate, checked }, undefined, 2)}\n`);
  } finally {
    await connection.close();
  }
} catch (error) {
  const twice = 'these cases are in the database already: choose another --seed, or begin with empty data';
  say(isDuplicateKey(error) ? twice : error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
