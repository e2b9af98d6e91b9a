import { bytesOf, journalRows } from '@jamaa/kit';
import { until } from '@jamaa/kit/testing';
import { intakeEvents } from '@jamaa/proto/catalog';
import { ExplanationOverdue } from '@jamaa/proto/intake/v1/events';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { codeOf, type Filed, person } from './support/client.ts';
import { type MovingTime, movingTime } from './support/moving-time.ts';
import { createWorld, type IntakeProcess, type World } from './support/world.ts';

const DAY_MS = 86_400_000;

/** Acts of supervision on the real process, with business time moved as in development. */
describe('supervision', () => {
  let world: World;
  let intake: IntakeProcess;
  let time: MovingTime;

  beforeAll(async () => {
    world = await createWorld();
    time = await movingTime(world);
    intake = await world.start();
    world.startRouting();
  }, 60_000);
  afterAll(async () => {
    await time.close();
    await world.close();
  });

  const assigned = async (): Promise<Filed> => {
    const filed = await intake.submit();
    await world.untilAssigned(filed.reference);
    return filed;
  };
  const queues = async (who: string): Promise<Record<string, number>> => {
    const answer = await intake.as(person(who))('listQueues', {});
    return Object.fromEntries(answer.queues.map(({ kind, count }) => [kind, count]));
  };
  const acts = async (who: string) => {
    const { counts } = await intake.as(person(who))('countActs', { territory: '03.451', year: 0 });
    return Object.fromEntries(counts.map(({ act, count }) => [act, count]));
  };

  it('an explanation that does not come is found overdue once, told to who demanded it, and counted', async () => {
    const filed = await assigned();
    await intake.give('governor', filed, 'remind');
    await intake.give('governor', filed, 'demand-explanation', { text: 'لماذا لم يجب عنها؟', days: 2 });
    expect(await queues('validator')).toMatchObject({ 'to-explain': 1 });
    expect(await queues('governor')).toMatchObject({ explanations: 1 });
    await time.pass(4 * DAY_MS);
    const overdue = async () =>
      journalRows(world.mongo).find({ aggregateId: filed.id, type: intakeEvents.explanationOverdue.type }).toArray();
    await until('overdue', async () => (await overdue()).length > 0);
    // Its journal, not what was written: ids alone.
    const [event] = await overdue();
    const told = ExplanationOverdue.decode(event === undefined ? new Uint8Array() : bytesOf(event.data));
    expect(told.accountIds).toEqual(['account-governor']);
    await intake.give('validator', filed, 'explain', { text: 'تأخر المورد' });
    expect(await queues('validator')).toMatchObject({ 'to-explain': 0 });
    expect(await overdue()).toHaveLength(1);
    const counted = { remind: 1, 'demand-explanation': 1, 'explanation-overdue': 1, explain: 1 };
    expect(await acts('governor')).toEqual(counted);
    expect(await codeOf(acts('validator'))).toBe('forbidden');
  });

  it('its words reach the body and not the citizen, and no event', async () => {
    const filed = await assigned();
    await intake.give('governor', filed, 'demand-explanation', { text: 'سؤال سري' });
    await intake.give('member', filed, 'note', { text: 'ملاحظة سرية' });
    await intake.give('governor', filed, 'inspection-note', { text: 'تفتيش سري' });
    const view = async (who: Parameters<typeof intake.give>[0]) =>
      JSON.stringify(
        await intake.as(typeof who === 'string' ? person(who) : { kind: 'anonymous', client: 'portal' })('get', {
          reference: filed.reference,
          trackingCode: typeof who === 'string' ? '' : who.trackingCode,
        }),
      );
    const told = (text: string) => ['سؤال سري', 'ملاحظة سرية', 'تفتيش سري'].map((one) => text.includes(one));
    expect(told(await view({ trackingCode: filed.trackingCode }))).toEqual([false, false, false]);
    expect(told(await view('coordinator'))).toEqual([true, true, false]);
    expect(told(await view('governor'))).toEqual([true, false, true]);
    const events = await journalRows(world.mongo).find({ aggregateId: filed.id }).toArray();
    expect(events.some(({ data }) => Buffer.from(bytesOf(data)).includes('سري'))).toBe(false);
  });
});
