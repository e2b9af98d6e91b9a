import { type Load, startLoad } from '@jamaa/e2e/load';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { killAndRecover } from './crash/processes.ts';
import { itIsAllWhole } from './crash/whole.ts';

/** People file on while every process of the platform is killed, one after the other. */
describe('a steady load of filings', () => {
  let load: Load;

  beforeAll(async () => {
    load = startLoad(10);
    await load.accepts(5);
  });

  it.each(['intake', 'routing', 'sla', 'notifications', 'directory', 'gis', 'attachments', 'gateway'])(
    'goes on after %s is killed',
    async (name) => {
      await killAndRecover(name);
      const accepted = await load.accepts(5);
      expect(accepted.length).toBeGreaterThanOrEqual(5);
    },
    90_000,
  );

  itIsAllWhole(() => load);
});
