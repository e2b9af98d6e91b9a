import { ConfigError, connectMongo, ensureIndexes, isDuplicateKey, kitIndexes, readConfig } from '@jamaa/kit';
import { readPages } from './seed/pages.ts';
import { seedClocks } from './seed/run.ts';
import { seedEnvironment } from './seed/settings.ts';
import { allIndexes } from './store/indexes.ts';

/** Writes the clocks of seeded cases from their journal on standard input. Development and measurements only. */
const say = (line: string): void => void process.stderr.write(`seed: ${line}\n`);

try {
  const env = readConfig(seedEnvironment, process.env);
  if (env.NODE_ENV === 'production') throw new ConfigError('a production database is never seeded');
  const database = env.MONGODB_DATABASE ?? 'jamaa_sla';
  const connection = await connectMongo({ uri: env.MONGODB_URI, database, appName: 'sla-seed' });
  try {
    await ensureIndexes(connection, [...kitIndexes, ...allIndexes]);
    const done = await seedClocks(connection, readPages(process.stdin), env.SEED_UNTIL);
    process.stdout.write(`${JSON.stringify(done, undefined, 2)}\n`);
  } finally {
    await connection.close();
  }
} catch (error) {
  const twice = 'the clocks of these cases are in the database already';
  say(isDuplicateKey(error) ? twice : error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
