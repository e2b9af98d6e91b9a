import { type AuditHead, verifyChain } from '@jamaa/kit';
import { until } from '@jamaa/kit/testing';
import { JoinRequest } from '@jamaa/proto/intake/v1/intake';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anonymous, type Client, codeOf, type Filed, person, service } from './support/client.ts';
import { createWorld, type IntakeProcess, type World } from './support/world.ts';

const lamp = { longitude: -4.83, latitude: 33.83 };

/** Several people tell one problem: found before filing, joined, merged, answered together, taken apart. */
describe('co-reporters', () => {
  let world: World;
  let intake: IntakeProcess;

  beforeAll(async () => {
    world = await createWorld();
    intake = await world.start();
    world.startRouting();
  }, 60_000);
  afterAll(() => world.close());

  const assigned = async (change: Parameters<Client['submit']>[0] = {}): Promise<Filed> => {
    const filed = await intake.submit(change);
    await world.untilAssigned(filed.reference);
    return filed;
  };
  const join = async (into: string, change: Parameters<typeof JoinRequest.fromPartial>[0] = {}, caller = anonymous) => {
    const request = JoinRequest.fromPartial({
      into,
      language: 'fr',
      channel: 'CHANNEL_WEB',
      complainant: { name: 'Karim Idrissi', phone: '0661987354' },
      ...change,
    });
    const { complaint, trackingCode } = await intake.as(caller)('join', request);
    return { reference: complaint?.snapshot?.reference ?? '', id: complaint?.snapshot?.id ?? '', trackingCode };
  };
  const seenBy = async (subject: string, { reference }: Pick<Filed, 'reference'>) =>
    (await intake.as(person(subject))('get', { reference, trackingCode: '' })).complaint;
  const followed = async ({ reference, trackingCode }: Filed) =>
    (await intake.as(anonymous)('get', { reference, trackingCode })).complaint;
  const events = async (filed: Filed): Promise<string[]> =>
    ((await followed(filed))?.timeline ?? []).map((step) => step.event);
  const answer = async (filed: Filed, text: string): Promise<void> => {
    await intake.give('member', filed, 'take');
    await intake.give('member', filed, 'propose-answer', { text });
    await intake.give('validator', filed, 'approve');
  };
  const similar = (text: string, category = 'ECL', caller = anonymous, location = lamp) =>
    intake.as(caller)('findSimilar', { category, location, text });
  const chainBrokenAt = async (id: string): Promise<number | undefined> => {
    const rows = world.mongo.collection<{ _id: string; auditHead: AuditHead }>('complaints');
    return verifyChain(world.mongo, id, (await rows.findOne({ _id: id }))?.auditHead ?? { number: 0, hash: '' });
  };

  it('a likely duplicate is offered before filing, without reference or text, and can be joined by what is offered', async () => {
    const lead = await assigned({ location: lamp });
    const offered = (await similar('le lampadaire devant l’école ne marche pas')).candidates;
    expect(offered).toMatchObject([
      {
        reference: '',
        category: 'ECL',
        reporters: 1,
        distanceMetres: 0,
        ageDays: 0,
        state: 'COMPLAINT_STATE_ASSIGNED',
      },
    ]);
    expect(JSON.stringify(offered)).not.toContain('مصباح');
    expect((await similar('lampadaire', 'ECL', person('member'))).candidates[0]?.reference).toBe(lead.reference);
    expect((await similar('un poteau penche')).candidates).toEqual([]);
    const elsewhere = { ...lamp, latitude: lamp.latitude + 0.01 };
    expect((await similar('lampadaire', 'ECL', anonymous, elsewhere)).candidates).toEqual([]);

    const joined = await join(offered[0]?.candidate ?? '');
    expect(joined.reference).not.toBe(lead.reference);
    expect(await followed(joined)).toMatchObject({
      snapshot: { state: 'COMPLAINT_STATE_MERGED', reachable: true, language: 'fr' },
      leadState: 'COMPLAINT_STATE_ASSIGNED',
      mergedInto: '',
      allowedCommands: [],
    });
    expect(await events(joined)).toEqual(['submitted', 'merged']);
    expect((await similar('مصباح')).candidates[0]?.reporters).toBe(2);
    expect(await seenBy('member', lead)).toMatchObject({ coReporters: 1, coReports: [joined.reference] });
    expect(await followed(lead)).toMatchObject({ coReporters: 1, coReports: [] });
    expect(
      await intake.as(service('notifications'))('getContact', { complaintId: joined.id, version: 1, codePurpose: '' }),
    ).toMatchObject({ phone: '+212661987354', language: 'fr' });
    await intake.give(lead, lead, 'withdraw');
  });

  it('nothing confidential, not public, not open, far away or of one’s own is joined, and nothing is left behind', async () => {
    const secret = await intake.submit({ category: 'COR', location: lamp });
    const tax = await intake.submit({ category: 'TAX', location: lamp });
    const done = await intake.submit({ location: { longitude: -4.835, latitude: 33.835 } });
    await intake.give(done, done, 'withdraw');
    const own = await intake.submit({ location: lamp }, person('citizen-1'));
    const rows = world.mongo.collection('complaints');
    const before = await rows.countDocuments({});
    for (const one of [secret, tax]) {
      expect(await codeOf(join(one.reference))).toBe('not-found');
      expect(await codeOf(join(one.id))).toBe('not-found');
    }
    expect(await codeOf(join('nothing'))).toBe('not-found');
    expect(await codeOf(join(done.reference))).toBe('command-not-allowed');
    expect(await codeOf(join(own.reference, {}, person('citizen-1')))).toBe('command-not-allowed');
    expect(await codeOf(join(own.reference, { location: { ...lamp, latitude: 33.84 } }))).toBe('validation-failed');
    expect(await codeOf(join(own.reference, { complainant: { name: 'X', phone: '12' } }))).toBe('validation-failed');
    expect(await rows.countDocuments({})).toBe(before);
    await join(own.reference, {}, person('citizen-2'));
    expect(await codeOf(join(own.reference, {}, person('citizen-2')))).toBe('command-not-allowed');
    for (const category of ['COR', 'TAX']) expect((await similar('x', category)).candidates).toEqual([]);
    await intake.give(own, own, 'withdraw');
  });

  it('a gestionnaire merges and takes apart; both histories tell it, and the case goes on where it was', async () => {
    const [lead, other] = [await assigned(), await assigned()];
    await intake.give('member', other, 'take');
    const merged = await intake.give('gestionnaire', other, 'merge', { into: lead.reference });
    expect(merged.complaint).toMatchObject({ mergedInto: lead.reference, leadState: 'COMPLAINT_STATE_ASSIGNED' });
    expect(await seenBy('member', lead)).toMatchObject({ coReporters: 1, coReports: [other.reference] });
    expect(await codeOf(intake.give('gestionnaire', lead, 'merge', { into: other.reference }))).toBe(
      'validation-failed',
    );
    const apart = await intake.give('gestionnaire', other, 'unmerge');
    expect(apart.complaint?.snapshot).toMatchObject({ state: 'COMPLAINT_STATE_IN_PROGRESS', handler: 'member' });
    expect(await seenBy('member', lead)).toMatchObject({ coReporters: 0, coReports: [] });
    expect(await events(lead)).toEqual(['submitted', 'assigned', 'co-reporter-joined', 'co-reporter-left']);
    expect(await events(other)).toEqual(['submitted', 'assigned', 'taken', 'merged', 'unmerged']);
    for (const one of [lead, other]) expect(await chainBrokenAt(one.id)).toBeUndefined();
  });

  it('two cases that are merged into each other at one moment: one leads, the other follows', async () => {
    for (let round = 0; round < 5; round += 1) {
      const [a, b] = [await assigned(), await assigned()];
      const codes = await Promise.all([
        codeOf(intake.give('gestionnaire', a, 'merge', { into: b.reference })),
        codeOf(intake.give('gestionnaire', b, 'merge', { into: a.reference })),
      ]);
      expect(codes.filter((code) => code === 'ok')).toHaveLength(1);
      expect(codes.filter((code) => /^(command-not-allowed|validation-failed)$/.test(code))).toHaveLength(1);
    }
  });

  it('one answer reaches all, along chains too; each rates it once, and only the lead is reopened', async () => {
    const [lead, middle] = [await assigned(), await assigned()];
    const last = await join(middle.reference);
    await intake.give('gestionnaire', middle, 'merge', { into: lead.reference });
    expect(await codeOf(intake.give(last, last, 'rate', { score: 4 }))).toBe('command-not-allowed');
    const text = 'تم إصلاح المصباح';
    await answer(lead, text);
    for (const one of [middle, last]) {
      // Shown at once; told by the job.
      expect(await followed(one)).toMatchObject({ answer: text, leadState: 'COMPLAINT_STATE_ANSWERED' });
      await until('told', async () => (await events(one)).includes('lead-concluded'));
      const told = (await followed(one))?.timeline.at(-1);
      expect(told).toMatchObject({ message: text, state: 'COMPLAINT_STATE_MERGED' });
      const contact = { complaintId: one.id, version: told?.version ?? 0, codePurpose: '' };
      expect((await intake.as(service('notifications'))('getContact', contact)).text).toBe(text);
      expect((await followed(one))?.allowedCommands).toEqual(['rate']);
      expect((await intake.give(one, one, 'rate', { score: 4 })).complaint?.score).toBe(4);
      expect(await codeOf(intake.give(one, one, 'rate', { score: 4 }))).toBe('command-not-allowed');
      expect(await codeOf(intake.give(one, one, 'reopen', { text: 'x' }))).toBe('command-not-allowed');
    }
    await intake.give(lead, lead, 'reopen', { text: 'ما زال معطلا' });
    expect((await followed(last))?.leadState).toBe('COMPLAINT_STATE_IN_PROGRESS');
  });

  it('when the first who told it withdraws, those who joined have their own case back', async () => {
    const lead = await assigned();
    const joined = await join(lead.reference);
    await intake.give(lead, lead, 'withdraw');
    await until('alone', async () => (await events(joined)).includes('unmerged'));
    expect((await followed(joined))?.snapshot?.state).toBe('COMPLAINT_STATE_QUALIFICATION');
    const { complaint } = await intake.give('gestionnaire', joined, 'qualify', {
      organisation: 'commune:03.451.01.09',
      unit: 'technical',
    });
    expect(complaint?.snapshot?.state).toBe('COMPLAINT_STATE_ASSIGNED');
  });
});
