import { journalRows } from '@jamaa/kit';
import { until } from '@jamaa/kit/testing';
import { intakeEvents } from '@jamaa/proto/catalog';
import { JoinRequest } from '@jamaa/proto/intake/v1/intake';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { anonymous } from './support/client.ts';
import { createWorld, type World } from './support/world.ts';

/** More than two batches of the job that tells them. */
const CO_REPORTERS = 230;

let world: World;
beforeAll(async () => {
  world = await createWorld();
}, 60_000);
afterAll(() => world.close());

it('killed between the batches of one answer to many: each co-reporter is told once', async () => {
  const intake = await world.start();
  const routing = world.startRouting();
  const lead = await intake.submit();
  await world.untilAssigned(lead.reference);
  const request = JoinRequest.fromPartial({ into: lead.reference, language: 'ar', channel: 'CHANNEL_WEB' });
  const answers: unknown[] = [await intake.as(anonymous)('join', request)];
  while (answers.length < CO_REPORTERS) {
    const some = Array.from({ length: Math.min(32, CO_REPORTERS - answers.length) }, () =>
      intake.as(anonymous)('join', request),
    );
    answers.push(...(await Promise.all(some)));
  }
  await intake.give('member', lead, 'take');
  await intake.give('member', lead, 'propose-answer', { text: 'تم الإصلاح' });
  await intake.child.kill();

  const killed = await world.start({ FAILPOINTS: 'intake.co-reporters-told' });
  await killed.give('validator', lead, 'approve');
  await killed.child.ended();
  expect(killed.child.stderr()).toContain('failpoint hit: intake.co-reporters-told');
  const told = () => journalRows(world.mongo).find({ type: intakeEvents.leadConcluded.type }).toArray();
  const first = (await told()).length;
  expect(first).toBeGreaterThan(0);
  expect(first).toBeLessThan(CO_REPORTERS);

  const next = await world.start();
  const owed = world.mongo.collection<{ pass: number }>('conclusions');
  await until('the first pass is over', async () => (await owed.findOne({}))?.pass === 2, 30_000);
  const rows = await told();
  expect(rows.length).toBe(CO_REPORTERS);
  expect(new Set(rows.map((row) => row.aggregateId)).size).toBe(CO_REPORTERS);
  const twice = await world.mongo
    .collection<{ timeline: { event: string }[] }>('complaints')
    .find({ mergedInto: lead.id })
    .toArray();
  expect(twice.map((row) => row.timeline.map((step) => step.event).join(' '))).toEqual(
    Array.from({ length: CO_REPORTERS }, () => 'submitted merged lead-concluded'),
  );
  await world.untilPublished();
  await next.child.kill();
  await routing.kill();
}, 120_000);
