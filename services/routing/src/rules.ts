import { readFile } from 'node:fs/promises';
import { connectMongo, readConfig, serviceEnvironment } from '@jamaa/kit';
import { rulesCommand } from './store/rules-command.ts';

/** Operators' tool: shows the rules in force, checks a file of rules, publishes it as the next version. See README. */
const env = readConfig(serviceEnvironment, process.env);
const database = env.MONGODB_DATABASE ?? 'jamaa_routing';
const connection = await connectMongo({ uri: env.MONGODB_URI, database, appName: 'routing-rules' });
try {
  const said = await rulesCommand(connection, process.argv.slice(2), {
    read: async (file) => JSON.parse(await readFile(file, 'utf8')) as unknown,
    now: () => new Date(),
  });
  process.stdout.write(`${said}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
} finally {
  await connection.close();
}
