import { tokenOf } from '@jamaa/e2e';
import type { Region } from '@jamaa/e2e/cells';
import { HUB } from '@jamaa/kit';
import { until } from '@jamaa/kit/testing';
import { type Drill, mustHold, timed } from '../drill.ts';
import type { World } from '../world.ts';
import { countryOf, received, regions, signIn, untilCounted } from './country.ts';

/** An hour at twenty complaints a second. */
const AN_HOUR = 72_000;
const registers: Record<Region, { readonly commune: string; readonly staff: string }> = {
  '03': { commune: 'commune:03.451.01.09', staff: 'gestionnaire.sefrou' },
  '06': { commune: 'commune:06.141.01.0', staff: 'gestionnaire.casablanca' },
};
const HEADER = 'المرجع القديم,النوع,Catégorie,Date de réception,الحالة,Description';

/** Cases of a register, received yesterday and running: as many events of intake and of the clocks as filings make. */
function register(region: Region, cases: number): string {
  const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
  const line = (_: unknown, at: number): string => `${region}/${at + 1},شكاية,ECL,${yesterday},en cours,مصباح معطل`;
  return [HEADER, ...Array.from({ length: cases }, line)].join('\n');
}

/** What an hour of a busy nation leaves for the hub to read. Cases come by the takeover of registers: filing so many one by one would take as long. */
export const hubHour: Drill = {
  name: 'hub-hour',
  fault: `every process of the hub is stopped while ${AN_HOUR.toLocaleString('en')} cases come into two régions by import; then it is started again`,
  holds: 'the hub’s figures equal the sum of the cells',
  withinMs: 3_600_000,
  async run(world: World) {
    const cells = await world.cells();
    const country = countryOf(cells);
    await signIn(country);
    const each = world.reduced ? 100 : AN_HOUR / regions.length;
    // The sign-in is the nation's: who works while it is away has signed in before.
    for (const region of regions) {
      const token = await tokenOf(registers[region].staff);
      await country.ask(region, 'GET', '/v1/me', { token });
    }
    const before = await received(country);
    await cells.takeDown(HUB);
    const wanted = before + each * regions.length;
    const takeOver = async (region: Region): Promise<void> => {
      const { commune, staff } = registers[region];
      const token = await tokenOf(staff);
      const headers = { 'content-type': 'text/csv' };
      const raw = register(region, each);
      const path = `/v1/imports?organisation=${commune}`;
      const begun = await country.ask(region, 'POST', path, { raw, token, headers });
      mustHold(`the register of ${region} is taken`, begun.status === 202, begun.body);
      const done = async () => {
        const { body } = await country.ask(region, 'GET', `/v1/imports/${begun.body.id}`, { token });
        return body.state === 'done' && body;
      };
      const { created } = await until(`the import of ${region} is done`, done, 1_800_000);
      mustHold(`all cases of ${region} are created`, created === each, created);
    };
    const imported = await timed(() => Promise.all(regions.map(takeOver)));
    const counted = await timed(() => untilCounted(country, wanted));
    const start = await timed(() => cells.bringBack(HUB));
    const caughtUp = await timed(() => country.untilEqual(wanted, 1_800_000));
    const took = {
      cases: each * regions.length,
      importSeconds: imported.seconds,
      countedInCellsAfterSeconds: counted.seconds,
      hubStartSeconds: start.seconds,
      equalAfterSeconds: caughtUp.seconds,
    };
    return { lost: `nothing of ${each * regions.length} cases`, took };
  },
};
