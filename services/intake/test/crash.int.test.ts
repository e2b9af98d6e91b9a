import { journalRows, newId } from '@jamaa/kit';
import { until } from '@jamaa/kit/testing';
import { intakeEvents } from '@jamaa/proto/catalog';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { codeOf } from './support/client.ts';
import { createWorld, type World } from './support/world.ts';

/** Given intake as a process of its own, killed where it hurts. */
describe('a killed intake', () => {
  let world: World;

  beforeAll(async () => {
    world = await createWorld();
  }, 60_000);
  afterAll(() => world.close());

  const cases = () => world.mongo.collection<{ _id: string; reference: string }>('complaints');

  it('between commit and publishing: the event is published once, and the same key gets the first answer again', async () => {
    const killed = await world.start({ FAILPOINTS: 'intake.after-commit' });
    const idempotencyKey = newId();
    expect(await codeOf(killed.submit({ idempotencyKey }))).toBe('unavailable');
    await killed.child.ended();
    expect(killed.child.stderr()).toContain('failpoint hit: intake.after-commit');
    const [stored] = await cases().find({}).toArray();

    const intake = await world.start();
    const [first, again] = [await intake.submit({ idempotencyKey }), await intake.submit({ idempotencyKey })];
    expect(again).toEqual(first);
    expect(first).toMatchObject({ id: stored?._id, reference: stored?.reference });
    expect(await cases().countDocuments({})).toBe(1);
    await world.untilPublished();
    expect(await world.published(intakeEvents.submitted.type)).toEqual([`${first.id} 1`]);
    await intake.child.kill();
  });

  it('between the commit of a command and its answer: the command is done once', async () => {
    const intake = await world.start();
    const routing = world.startRouting();
    const filed = await intake.submit();
    await world.untilAssigned(filed.reference);
    await intake.child.kill();
    const killed = await world.start({ FAILPOINTS: 'intake.after-commit' });
    const key = newId();
    expect(await codeOf(killed.give('member', filed, 'take', {}, key))).toBe('unavailable');
    await killed.child.ended();
    const next = await world.start();
    const { complaint } = await next.give('member', filed, 'take', {}, key);
    expect(complaint?.snapshot).toMatchObject({ state: 'COMPLAINT_STATE_IN_PROGRESS', version: 3, handler: 'member' });
    expect(await codeOf(next.give('member', filed, 'take', {}, newId()))).toBe('command-not-allowed');
    await world.untilPublished();
    await routing.kill();
    await next.child.kill();
  });

  it('while many submits with one key run on two processes: one complaint, one answer', async () => {
    const [killed, other] = await Promise.all([world.start({ FAILPOINTS: 'intake.after-commit' }), world.start()]);
    const before = await cases().countDocuments({});
    const idempotencyKey = newId();
    // A client that was told "again" or nothing tries again, at whichever process answers.
    const attempts = Array.from({ length: 16 }, async (_, index) => {
      let on = index % 2 === 0 ? killed : other;
      return until('an answer', async () => {
        try {
          return await on.submit({ idempotencyKey });
        } catch (error) {
          expect(['unavailable', 'idempotency-in-flight']).toContain((error as { code?: string }).code);
          on = other;
          return undefined;
        }
      });
    });
    const answers = await Promise.all(attempts);
    expect(new Set(answers.map((one) => JSON.stringify(one))).size).toBe(1);
    expect(await cases().countDocuments({})).toBe(before + 1);
    expect(await journalRows(world.mongo).countDocuments({ aggregateId: answers[0]?.id ?? '' })).toBe(1);
    await world.untilPublished();
    await other.child.kill();
    await killed.child.ended();
    expect(killed.child.stderr()).toContain('failpoint hit: intake.after-commit');
  });

  it('between publishing and marking: one verdict, one assignment', async () => {
    const killed = await world.start({ FAILPOINTS: 'relay.after-publish' });
    const filed = await killed.submit().catch(() => undefined);
    await killed.child.ended();
    expect(killed.child.stderr()).toContain('failpoint hit: relay.after-publish');
    const [pending] = await journalRows(world.mongo).find({ pending: true }).toArray();
    const id = pending?.aggregateId ?? '';
    if (filed !== undefined) expect(id).toBe(filed.id);
    const intake = await world.start();
    const routing = world.startRouting();
    const row = await cases().findOne({ _id: id });
    await world.untilAssigned(row?.reference ?? '');
    const events = await journalRows(world.mongo).find({ aggregateId: id }).sort({ version: 1 }).toArray();
    expect(events.map((event) => `${event.version} ${event.type}`)).toEqual([
      `1 ${intakeEvents.submitted.type}`,
      `2 ${intakeEvents.assigned.type}`,
    ]);
    expect(await journalRows(world.routing).countDocuments({ aggregateId: id })).toBe(1);
    await routing.kill();
    await intake.child.kill();
  });
});
