import type { Child } from '@jamaa/kit/testing';
import { until } from '@jamaa/kit/testing';
import { contactEvents, intakeEvents } from '@jamaa/proto/catalog';
import { ComplaintAnswered, ComplaintWithdrawn, ContactCodeIssued } from '@jamaa/proto/intake/v1/events';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Arrived } from './support/mailbox.ts';
import { type Case, createWorld, type World } from './support/world.ts';

const canary = { name: 'Zineb Canari-Tazi', text: 'Texte du canari sur le réverbère' };

/** Given the service as a process that dies between claim, hand-over and record: nothing is lost, nobody is told twice unmarked. */
describe('a sender that is killed', () => {
  let world: World;
  const children: Child[] = [];
  const cases: Case[] = [];

  beforeAll(async () => {
    world = await createWorld();
  });
  afterAll(() => world.close());

  const spawn = (more: Record<string, string> = {}): Child => {
    const child = world.spawn({ LOG_LEVEL: 'debug', ...more });
    children.push(child);
    return child;
  };
  const distinct = (messages: readonly Arrived[]): number => new Set(messages.map(({ key }) => key)).size;

  it.each(['notifications.after-claim', 'notifications.after-handover'])('at %s', async (failpoint) => {
    const legal = [1, 2, 3].map(() => world.file({ language: 'fr', ...canary }));
    const other = [1, 2].map(() => world.file({ language: 'fr', phone: '', ...canary }));
    cases.push(...legal, ...other);
    for (const { id, complaint } of legal)
      await world.intake.publish(id, [intakeEvents.answered, ComplaintAnswered.fromPartial({ complaint })]);
    for (const { id, complaint } of other)
      await world.intake.publish(id, [intakeEvents.withdrawn, ComplaintWithdrawn.fromPartial({ complaint })]);

    const killed = spawn({ FAILPOINTS: failpoint });
    expect(await killed.ended()).toEqual({ code: null, signal: 'SIGKILL' });
    expect(killed.stderr()).toContain(`failpoint hit: ${failpoint}`);
    const all = (await Promise.all([...legal, ...other].map(({ id }) => world.rows(id)))).flat();
    const inHand = new Set(all.filter(({ state }) => state === 'sending').map(({ _id }) => _id));
    expect(inHand.size).toBeGreaterThan(0);

    const next = spawn();
    for (const { id, email, phone } of legal) {
      const rows = await world.settled(id, 2);
      const emails = await world.mailbox.to(email);
      expect([rows.map(({ state }) => state), distinct(emails)]).toEqual([['sent', 'sent'], 1]);
      expect(emails.length).toBeLessThanOrEqual(2);
      // Marked exactly when it was in somebody's hand.
      const byEmail = rows.find(({ channel }) => channel === 'email');
      expect(byEmail?.uncertain).toBe(inHand.has(byEmail?._id ?? ''));
      const sms = await world.mailbox.to(phone);
      expect([sms.length, rows.find(({ channel }) => channel === 'sms')?._id]).toEqual([1, sms[0]?.key]);
    }
    for (const { id, email } of other) {
      const [row] = await world.settled(id, 1);
      const arrived = (await world.mailbox.to(email)).length;
      const wasInHand = inHand.has(row?._id ?? '');
      expect([row?.state, row?.uncertain]).toEqual(wasInHand ? ['uncertain', true] : ['sent', false]);
      expect(arrived).toBeLessThanOrEqual(1);
      if (!wasInHand) expect(arrived).toBe(1);
    }
    await next.kill();
    expect(await next.ended()).toEqual({ code: 0, signal: null });
  });

  it('with a one-time code in hand: it goes again as it was, for a second copy tells the same', async () => {
    const filed = world.file({ language: 'fr', code: '482913', ...canary });
    cases.push(filed);
    const { id: complaintId, complaint, email } = filed;
    const issued = { complaintId, reference: complaint.reference, way: 'email', purpose: 'recovery', language: 'fr' };
    const killed = spawn({ FAILPOINTS: 'notifications.after-handover' });
    await world.intake.publish(complaintId, [contactEvents.codeIssued, ContactCodeIssued.fromPartial(issued)]);
    expect(await killed.ended()).toEqual({ code: null, signal: 'SIGKILL' });
    const next = spawn();
    const [row, ...more] = await world.settled(complaintId, 1);
    expect([row?.state, row?.channel, row?.template, more]).toEqual(['sent', 'email', 'recovery-code', []]);
    const copies = await world.mailbox.to(email);
    expect([copies.length, distinct(copies)]).toEqual([2, 1]);
    for (const { text } of copies) expect(text).toContain('482913');
    expect(JSON.stringify(await world.rows(complaintId))).not.toContain('482913');
    expect(await world.mailbox.to(filed.phone)).toEqual([]);
    await next.kill();
  });

  it('does not send a message about a code that is dead, and says so', async () => {
    const filed = world.file({ language: 'fr', ...canary });
    cases.push(filed);
    const { id: complaintId, complaint } = filed;
    const issued = { complaintId, reference: complaint.reference, way: 'sms', purpose: 'confirmation', language: 'fr' };
    const child = spawn();
    await world.intake.publish(complaintId, [contactEvents.codeIssued, ContactCodeIssued.fromPartial(issued)]);
    const [row] = await world.settled(complaintId, 1);
    expect([row?.state, row?.errorCode]).toEqual(['suppressed', 'code-expired']);
    expect(await world.mailbox.to(filed.phone)).toEqual([]);
    await child.kill();
  });

  it('leaves no personal data in the database or in what it writes', async () => {
    // A failure as well, because providers quote the address in what they answer.
    const refused = world.file({ language: 'fr', phone: '', ...canary });
    cases.push(refused);
    await world.mailbox.order({ channel: 'email', mode: 'refuse' });
    await world.intake.publish(refused.id, [
      intakeEvents.answered,
      ComplaintAnswered.fromPartial({ complaint: refused.complaint }),
    ]);
    const child = spawn();
    await world.settled(refused.id, 1);
    await until('the failure is logged', () => child.stdout().includes('smtp-550'));
    await child.kill();

    const collections = await world.database.listCollections();
    const stored = await Promise.all(collections.map(({ name }) => world.database.collection(name).find({}).toArray()));
    const places = {
      database: JSON.stringify(stored, (_key, value: unknown) =>
        value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value,
      ),
      logs: children.map((one) => one.stdout() + one.stderr()).join('\n'),
      mailbox: JSON.stringify(await world.mailbox.all()),
    };
    const seeded = [
      canary.name,
      'Canari',
      canary.text,
      'canari',
      ...cases.flatMap(({ email, phone }) => [email, phone]),
    ].filter(Boolean);
    const found = (text: string): string[] => seeded.filter((value) => text.includes(value));
    expect(stored.flat().length).toBeGreaterThan(cases.length);
    expect(places.logs).toContain('message left in hand');
    // The seed did go out: what is not found below is not there, rather than never used.
    expect(found(places.mailbox)).toEqual(expect.arrayContaining([canary.name, canary.text]));
    expect(found(places.database)).toEqual([]);
    expect(found(places.logs)).toEqual([]);
  });
});
