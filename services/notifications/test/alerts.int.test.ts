import { until } from '@jamaa/kit/testing';
import { intakeEvents } from '@jamaa/proto/catalog';
import { GetAccountContactResponse } from '@jamaa/proto/directory/v1/directory';
import { ComplaintAssigned, ComplaintWithdrawn } from '@jamaa/proto/intake/v1/events';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createWorld, type World } from './support/world.ts';

describe('an alert of danger', () => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld();
    // One message at a time over one connection: what one of them holds up, it holds up for all in its lane.
    await world.serve({ SEND_CONCURRENCY: '1' });
  });
  afterAll(() => world.close());

  const onCall = (organisation: string, phone: string): string => {
    const id = organisation.replaceAll(/[^a-z0-9]/g, '-');
    const email = `${id}@garde.example`;
    world.directory.accounts.set(
      id,
      GetAccountContactResponse.fromPartial({ name: 'م', email, phone, language: 'fr' }),
    );
    world.directory.onCall.set(organisation, [id]);
    return email;
  };
  const alert = async (organisation: string): Promise<string> => {
    const { id, complaint } = world.file({ urgent: true });
    const assigned = { complaint: { ...complaint, organisation, reachable: false } };
    await world.intake.publish(id, [intakeEvents.assigned, ComplaintAssigned.fromPartial(assigned)]);
    return id;
  };
  const statesOf = async (ids: readonly string[]): Promise<string[]> =>
    (await Promise.all(ids.map((id) => world.rows(id)))).flat().map(({ state }) => state);

  it('waits for no queue of other messages, and for no server that is slow with one of them or with another alert', async () => {
    const { intake, mailbox } = world;
    const [slow, quick] = [onCall('commune:slow', ''), onCall('commune:quick', '+212661000111')];
    const queue = Array.from({ length: 12 }, () => world.file({ phone: '' }));
    await mailbox.order({ channel: 'email', mode: 'slow', count: 2, delayMs: 5_000 });
    const tell = ({ id, complaint }: (typeof queue)[number]) =>
      intake.publish(id, [intakeEvents.withdrawn, ComplaintWithdrawn.fromPartial({ complaint })]);
    const [first, ...others] = queue;
    if (first === undefined) throw new Error('no message');
    await tell(first);
    await until('the server is slow with a message', async () => (await statesOf([first.id]))[0] === 'sending');
    for (const one of others) await tell(one);
    const held = await alert('commune:slow');
    await until('the server is slow with an alert', async () => (await statesOf([held])).includes('sending'));
    const prompt = await alert('commune:quick');
    const told = await until('the other alert has arrived', async () => {
      const arrived = [...(await mailbox.to(quick)), ...(await mailbox.to('+212661000111'))];
      return arrived.length === 2 && arrived;
    });
    expect(told.map(({ channel }) => channel)).toEqual(['email', 'sms']);
    expect(await mailbox.to(slow)).toEqual([]);
    expect((await statesOf([held])).sort()).toEqual(['sending', 'sent']);
    expect(await statesOf(queue.map(({ id }) => id))).toEqual(['sending', ...others.map(() => 'queued')]);
    for (const one of queue) await world.settled(one.id, 1);
    expect((await world.settled(held, 2)).map(({ state }) => state)).toEqual(['sent', 'sent']);
    expect((await world.settled(prompt, 3)).map(({ state }) => state)).toEqual(['sent', 'sent', 'sent']);
  });
});
