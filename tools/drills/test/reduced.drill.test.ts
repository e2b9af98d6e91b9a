import { drills, runDrill, tableOf, World } from '@jamaa/drills';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

/** Two of `npm run drills`, with few filings. */
describe('a platform that is broken on purpose', () => {
  let world: World;
  const told: string[] = [];
  beforeAll(async () => {
    world = await World.open(Number(process.env['JAMAA_E2E_PORT']), true, (line) => void told.push(line));
    await world.stack();
  }, 300_000);
  afterAll(() => world.close(), 60_000);

  it.each(['broker-folder', 'restore'])(
    '%s',
    async (name) => {
      const drill = drills.find((one) => one.name === name);
      if (drill === undefined) throw new Error(`no drill ${name}`);
      const result = await runDrill(drill, world);
      const table = tableOf([result]);
      process.stdout.write(`${table}\n`);
      expect('failure' in result ? `${table}\n${told.slice(-20).join('\n')}` : '').toBe('');
    },
    900_000,
  );
});
