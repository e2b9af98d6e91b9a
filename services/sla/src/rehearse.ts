import { ConfigError, connectMongo, readConfig } from '@jamaa/kit';
import { countFired, holderPid, type PlannedStep, planSteps } from './seed/rehearsal.ts';
import { rehearsalEnvironment } from './seed/settings.ts';

/**
 * For measurements only: `plan` gives the database so many open clocks and lets steps of real cases fall due at a steady rate,
 * telling which; `holder` tells the process that fires them; `count`, given the plan on standard input, tells how often and how late each has fired.
 */
try {
  const env = readConfig(rehearsalEnvironment, process.env);
  if (env.NODE_ENV === 'production') throw new ConfigError('a production database is never rehearsed on');
  const connection = await connectMongo({ uri: env.MONGODB_URI, database: 'jamaa_sla', appName: 'sla-rehearsal' });
  try {
    if (process.argv[2] === 'plan') {
      const { OPEN_CLOCKS, FROM, STEPS, PER_SECOND } = env;
      const order = { openClocks: OPEN_CLOCKS, from: FROM, steps: STEPS, perSecond: PER_SECOND };
      process.stdout.write(JSON.stringify(await planSteps(connection, order)));
    } else if (process.argv[2] === 'holder') process.stdout.write(String(await holderPid(connection)));
    else {
      const chunks: Buffer[] = [];
      for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
      const planned = JSON.parse(Buffer.concat(chunks).toString()) as PlannedStep[];
      process.stdout.write(JSON.stringify(await countFired(connection, planned)));
    }
  } finally {
    await connection.close();
  }
} catch (error) {
  process.stderr.write(`rehearse: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
