import { until } from '@jamaa/kit/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Filed } from './support/client.ts';
import { type MovingTime, movingTime } from './support/moving-time.ts';
import { createWorld, type IntakeProcess, type World } from './support/world.ts';

const DAY_MS = 86_400_000;

/** What time does to a case by itself, on the real process, with business time moved as in development. */
describe('the passing of time', () => {
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

  const pass = (days: number): Promise<number> => time.pass(days * DAY_MS);
  const row = async ({ reference }: Filed) => {
    const found = await world.mongo
      .collection<{ reference: string; state: string; timeline: { event: string; at: Date }[] }>('complaints')
      .findOne({ reference });
    if (found === null) throw new Error(`no case ${reference}`);
    return found;
  };
  const untilClosed = (filed: Filed) =>
    until('closed', async () => {
      const found = await row(filed);
      return found.state === 'closed' && found;
    });
  const taken = async (): Promise<Filed> => {
    const filed = await intake.submit();
    await world.untilAssigned(filed.reference);
    await intake.give('member', filed, 'take');
    return filed;
  };
  const answered = async (): Promise<Filed> => {
    const filed = await taken();
    await intake.give('member', filed, 'propose-answer', { text: 'تم الإصلاح' });
    await intake.give('validator', filed, 'approve');
    return filed;
  };

  it('closes an answered case without feedback after fifteen days, and not one answered a day later', async () => {
    const first = await answered();
    await pass(1);
    const second = await answered();
    await pass(14);
    const closed = await untilClosed(first);
    expect(closed.timeline.at(-1)).toMatchObject({ event: 'closed' });
    const [answer, end] = closed.timeline.slice(-2).map((step) => step.at.getTime());
    expect((end ?? 0) - (answer ?? 0)).toBeGreaterThanOrEqual(15 * DAY_MS);
    expect((await row(second)).state).toBe('answered');
    await pass(1);
    await untilClosed(second);
  });

  it('closes a case whose complement was not received by its date, and not one whose was', async () => {
    const [silent, spoken] = [await taken(), await taken()];
    for (const filed of [silent, spoken]) {
      await intake.give('member', filed, 'ask-complement', { text: 'أي مدرسة؟', days: 10 });
    }
    await pass(9);
    await intake.give({ trackingCode: spoken.trackingCode }, spoken, 'complement', { text: 'مدرسة السلام' });
    await pass(2);
    const closed = await untilClosed(silent);
    expect(closed.timeline.slice(-2).map((step) => step.event)).toEqual(['complement-asked', 'closed']);
    expect((await row(spoken)).state).toBe('in-progress');
  });

  it('is the same for a process started later', async () => {
    const filed = await answered();
    await intake.child.kill();
    await pass(15);
    await world.start();
    await untilClosed(filed);
  });
});
