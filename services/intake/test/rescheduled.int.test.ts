import {
  appendEvents,
  createPlatform,
  encodeEvent,
  inTransaction,
  journalRows,
  migrate,
  type Platform,
} from '@jamaa/kit';
import { until } from '@jamaa/kit/testing';
import { intakeEvents, slaEvents } from '@jamaa/proto/catalog';
import { ClockRescheduled } from '@jamaa/proto/sla/v1/sla';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { complaintRows } from '../src/store/complaints.ts';
import { createWorld, type World } from './support/world.ts';

let world: World;
let sla: Platform;

beforeAll(async () => {
  world = await createWorld();
  await migrate({ service: 'sla', indexes: [], consumes: [] }, world.suite.env('sla'));
  sla = await createPlatform({ service: 'sla', env: world.suite.env('sla'), indexes: [] });
}, 60_000);
afterAll(async () => {
  await sla.mongo.dropDatabase();
  await sla.close();
  await world.close();
});

it('another legal date that sla tells stands on the case and its timeline, once', async () => {
  const intake = await world.start();
  const { reference } = await intake.submit();
  const before = await complaintRows(world.mongo).findOne({ reference });
  if (before?.dueAt === undefined) throw new Error('no legal delay');
  const dueAt = new Date(before.dueAt.getTime() + 86_400_000);
  let head: { version: number; lastEventId?: string | undefined } = { version: 0 };
  const tell = async (kind: string): Promise<void> => {
    const event = encodeEvent(
      slaEvents.rescheduled,
      ClockRescheduled.fromPartial({
        clock: { complaintId: before._id, reference, kind, dueAt },
        previousDueAt: before.dueAt,
        explanation: { ar: 'شرح', fr: 'explication' },
        movement: { ar: 'تغير الأجل', fr: 'échéance changée' },
        dayMoved: true,
        calendarVersion: 2,
      }),
    );
    head = await inTransaction(sla.mongo, async (session) =>
      appendEvents(session, { type: 'clock', id: `${before._id}/legal`, ...head }, [event], new Date()),
    );
    sla.relay.poke();
  };
  await tell('internal');
  await tell('legal');
  await tell('legal');
  const after = await until('moved', async () => {
    const row = await complaintRows(world.mongo).findOne({ reference });
    return row?.dueAt?.getTime() === dueAt.getTime() && row;
  });
  expect(after).toMatchObject({ dueExplanation: { ar: 'شرح', fr: 'explication' } });
  const inbox = world.mongo.collection<{ _id: string; version: number }>('inbox');
  await until('all three heard', async () => (await inbox.findOne({ _id: `sla:${before._id}/legal` }))?.version === 3);
  const moves = (await complaintRows(world.mongo).findOne({ reference }))?.timeline.filter(
    ({ event }) => event === 'due-moved',
  );
  expect(moves?.map(({ message }) => message)).toEqual(['تغير الأجل']);
  const journal = await journalRows(world.mongo).find({ aggregateId: before._id }).toArray();
  expect(journal.filter(({ type }) => type === intakeEvents.dueMoved.type)).toHaveLength(1);
});
