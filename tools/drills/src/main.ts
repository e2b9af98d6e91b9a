import { parseArgs } from 'node:util';
import { takePort } from './config.ts';

const usage = `usage: npm run -s drills -- [options]

  --list         what there is, and how each fault is made
  --only A,B     these only
  --reduced      short stretches and few filings, as in the test suite
  --port N       first port of the drills' platform (default: JAMAA_E2E_PORT, else 19260)`;

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;
const { values } = parseArgs({ options: { list: flag, only: text, reduced: flag, port: text, help: flag } });
const port = takePort(values.port);
// They address the platform by its port as soon as they are loaded.
const [{ drills }, { runDrill, tableOf }, { World }] = await Promise.all([
  import('./drills.ts'),
  import('./run.ts'),
  import('./world.ts'),
]);
const say = (line: string): void => void process.stderr.write(`${line}\n`);
const wanted = values.only?.split(',');
const unknown = wanted?.find((name) => !drills.some((drill) => drill.name === name));
const chosen = drills.filter(({ name }) => wanted === undefined || wanted.includes(name));

if (values.help) process.stdout.write(`${usage}\n`);
else if (unknown !== undefined) {
  say(`no drill ${unknown}; there are ${drills.map(({ name }) => name).join(', ')}`);
  process.exitCode = 2;
} else if (values.list) {
  for (const { name, fault, holds } of drills) process.stdout.write(`${name}\n  fault: ${fault}\n  holds: ${holds}\n`);
} else {
  const world = await World.open(port, values.reduced === true, say);
  const results = [];
  try {
    for (const drill of chosen) {
      say(`── ${drill.name}: ${drill.fault}`);
      const result = await runDrill(drill, world);
      results.push(result);
      say(tableOf([result]));
      // What a failed drill leaves is no ground for the next one.
      if ('failure' in result) break;
    }
  } finally {
    const whole = results.length === chosen.length && results.every((one) => 'outcome' in one);
    if (whole) await world.close();
    else {
      await world.stop();
      say(`kept for whoever looks for the cause: ${world.folder}`);
    }
  }
  process.stdout.write(`${tableOf(results)}\n`);
  process.exitCode = results.length === chosen.length && results.every((one) => 'outcome' in one) ? 0 : 1;
}
