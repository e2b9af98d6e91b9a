import { until } from '@jamaa/kit/testing';
import { intakeEvents, slaEvents } from '@jamaa/proto/catalog';
import { ComplaintAnswered, ComplaintSubmitted } from '@jamaa/proto/intake/v1/events';
import { ClockWarned } from '@jamaa/proto/sla/v1/sla';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Case, createWorld, type World } from './support/world.ts';

const DAY_MS = 86_400_000;

/** Given a journal that goes back years, and a service that reads it for the first time. */
describe('what happened long ago', () => {
  let world: World;

  const answered = ({ complaint }: Case) =>
    [intakeEvents.answered, ComplaintAnswered.fromPartial({ complaint })] as const;
  const daysAgo = (days: number): Date => new Date(Date.now() - days * DAY_MS);
  const file = (): Case => world.file({ language: 'fr', phone: '' });

  beforeAll(async () => {
    world = await createWorld();
  });
  afterAll(() => world.close());

  it('is said in the log, with its count and nobody’s data', async () => {
    const old = [file(), file(), file()];
    for (const one of old) await world.intake.publishAt(daysAgo(100), one.id, answered(one));
    const service = world.spawn({ LOG_LEVEL: 'warn' });
    const lines = await until(
      'all of them are in the log',
      () => {
        const said = service
          .stdout()
          .split('\n')
          .filter((line) => line.includes('happened too long ago') && line.endsWith('}'));
        const messages = said.reduce((sum, line) => sum + (JSON.parse(line) as { messages: number }).messages, 0);
        return messages === old.length && said;
      },
      40_000,
    );
    expect(lines.length).toBeLessThanOrEqual(old.length);
    for (const { id, email } of old) {
      expect(service.stdout()).not.toContain(email);
      expect(await world.rows(id)).toEqual([]);
    }
    await service.kill();
  });

  it('is told to nobody, and counted; what is recent is told', async () => {
    const [old, older, both, recent] = [file(), file(), file(), file()];
    await world.intake.publishAt(daysAgo(700), older.id, answered(older));
    await world.intake.publishAt(daysAgo(15), old.id, answered(old));
    const { complaint } = both;
    await world.intake.publishAt(daysAgo(40), both.id, [
      intakeEvents.submitted,
      ComplaintSubmitted.fromPartial({ complaint }),
    ]);
    await world.intake.publishAt(daysAgo(13), both.id, answered(both));
    const clock = { complaintId: old.id, reference: old.complaint.reference, kind: 'legal', dueAt: daysAgo(10) };
    await world.sla.publishAt(daysAgo(20), `${old.id}/legal`, [
      slaEvents.warned,
      ClockWarned.fromPartial({ clock, accountIds: ['gouverneur-1', 'gouverneur-2'] }),
    ]);
    await world.intake.publish(recent.id, answered(recent));

    const { platform } = await world.serve();
    await world.settled(recent.id, 1);
    expect((await world.settled(both.id, 1)).map(({ template }) => template)).toEqual(['answered']);
    const counted = async (template: string, count: number): Promise<void> => {
      const line = `jamaa_notifications_stale_total{template="${template}"} ${count}`;
      await until(line, async () => (await platform.metrics.registry.metrics()).includes(line));
    };
    await counted('answered', 2);
    await counted('receipt', 1);
    await counted('warned', 2);
    for (const { id } of [old, older]) expect(await world.rows(id)).toEqual([]);
    expect((await world.mailbox.all()).map(({ to }) => to[0]).sort()).toEqual([both.email, recent.email].sort());
  });
});
