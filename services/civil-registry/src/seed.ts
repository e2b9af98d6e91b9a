import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigError, connectMongo, isDuplicateKey, openKeyring, readConfig } from '@jamaa/kit';
import { z } from 'zod';
import { bureauOf, seedActs } from './seed/run.ts';
import { readSwitches, seedEnvironment } from './seed/settings.ts';

/** Fills the registry's own database with registers of made-up families. Development and measurements only. */
const say = (line: string): void => void process.stderr.write(`seed: ${line}\n`);

const territories = z.object({
  territories: z.array(z.object({ code: z.string(), kind: z.string(), population: z.number().nullish() })),
});

try {
  const env = readConfig(seedEnvironment, process.env);
  if (env.NODE_ENV === 'production') throw new ConfigError('a production database is never seeded');
  const settings = readSwitches(process.argv.slice(2), new Date());
  const database = env.MONGODB_DATABASE ?? 'jamaa_civil_registry';
  const known = territories.parse(JSON.parse(await readFile(join(env.TERRITORY_DATA, 'territories.json'), 'utf8')));
  const places = known.territories.filter(({ kind }) => kind === 'commune' || kind === 'arrondissement');
  const communes = new Set(places.map(({ code }) => code));
  const [keyring, connection] = await Promise.all([
    openKeyring(env.SECRETS_DIR),
    connectMongo({ uri: env.MONGODB_URI, database, appName: 'civil-registry-seed' }),
  ]);
  try {
    const bureaux = places.map(({ code, population }) => bureauOf(code, population ?? 0));
    const today = settings.until.toISOString().slice(0, 10);
    const context = { today, isCommune: (code: string) => communes.has(code), idcsCheck: () => true };
    const done = await seedActs({ connection, keyring, bureaux, context, settings, say });
    const rate = Math.round((done.acts + done.copies) / done.seconds);
    process.stdout.write(`${JSON.stringify({ ...done, actsPerSecond: rate }, undefined, 2)}\n`);
  } finally {
    await connection.close();
  }
} catch (error) {
  const twice = 'these registers are in the database already: choose empty data';
  say(isDuplicateKey(error) ? twice : error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
