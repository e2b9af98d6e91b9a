import { journalRows } from '@jamaa/kit';
import { until } from '@jamaa/kit/testing';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { anonymous } from './support/client.ts';
import { createWorld, type IntakeProcess, type World } from './support/world.ts';

let world: World;
let intake: IntakeProcess;
beforeAll(async () => {
  world = await createWorld();
  intake = await world.start();
}, 60_000);
afterAll(() => world.close());

it('a category corrected before routing has answered: only the answer to the corrected case counts', async () => {
  const filed = await intake.submit({ category: 'ECL' });
  const { complaint: corrected } = await intake.give('gestionnaire', filed, 'qualify', { category: 'HYG' });
  expect(corrected?.snapshot).toMatchObject({ state: 'COMPLAINT_STATE_RECEIVED', category: 'HYG', version: 2 });
  world.startRouting();
  await until('routing has answered both versions', async () => {
    const told = await journalRows(world.routing).countDocuments({ aggregateId: filed.id });
    return told === 2;
  });
  await world.untilAssigned(filed.reference);
  const { reference, trackingCode } = filed;
  const { complaint } = await intake.as(anonymous)('get', { reference, trackingCode });
  expect(complaint?.snapshot).toMatchObject({ category: 'HYG', unit: 'hygiene' });
  expect(complaint?.timeline.map(({ event }) => event)).toEqual(['submitted', 'reclassified', 'assigned']);
});
