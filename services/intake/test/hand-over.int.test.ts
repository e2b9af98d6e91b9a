import { journalRows, newId } from '@jamaa/kit';
import { until } from '@jamaa/kit/testing';
import { intakeEvents } from '@jamaa/proto/catalog';
import { HandedOverCase } from '@jamaa/proto/intake/v1/intake';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anonymous, codeOf, type Filed, listRequest, person, service } from './support/client.ts';
import { casablanca, type TwoCells, twoCells } from './support/two-cells.ts';
import type { IntakeProcess } from './support/world.ts';

const to = { commune: casablanca, text: 'ليس من اختصاص جهتنا' };

describe('a case that moves to another cell', () => {
  let cells: TwoCells;
  beforeAll(async () => {
    cells = await twoCells();
  }, 300_000);
  afterAll(() => cells.close());

  const cameFrom = (filed: Pick<Filed, 'reference'>) => ({ 'handedOverFrom.reference': filed.reference });
  const countAt = (filed: Filed) => cells.casa.mongo.collection('complaints').countDocuments(cameFrom(filed));
  const told = async (world: 'fes' | 'casa', aggregateId: string): Promise<string[]> => {
    const rows = await journalRows(cells[world].mongo).find({ aggregateId }).sort({ version: 1 }).toArray();
    return rows.map(({ type }) => type.replace('jamaa.intake.complaint.', '').replace('.v1', ''));
  };
  const seen = async (at: IntakeProcess, reference: string, trackingCode: string) =>
    (await at.as(anonymous)('get', { reference, trackingCode })).complaint;
  /** Neither lost nor doubled: one case there, and one here that has ended with its reference. */
  const movedOnce = async (filed: Filed): Promise<void> => {
    const ended = await cells.untilState(filed.reference, 'handed-over');
    expect(await countAt(filed)).toBe(1);
    const there = await cells.row('casa', cameFrom(filed));
    expect(ended.handedOver?.reference).toBe(there?.reference);
    expect(await cells.fes.mongo.collection('hand_overs').countDocuments({ complaintId: filed.id })).toBe(0);
    expect((await told('fes', filed.id)).filter((type) => type === 'handed-over')).toHaveLength(1);
    expect(await told('casa', there?._id ?? '')).toEqual(['submitted']);
  };

  it('goes whole: receipt, due date, person, tracking code and history; and is told once', async () => {
    const [fes, casa] = [await cells.up('fes'), await cells.up('casa')];
    const filed = await fes.submit({ urgent: true }, person('amina'));
    await fes.give('gestionnaire', filed, 'note', { text: 'سرية داخلية' });
    const { complaint: asked } = await fes.give('gestionnaire', filed, 'hand-over', to);
    expect(asked?.snapshot?.state).toBe('COMPLAINT_STATE_RECEIVED');
    expect(asked?.handOver).toMatchObject({ region: '06', commune: casablanca });
    const here = await cells.untilState(filed.reference, 'handed-over');
    const there = await cells.row('casa', cameFrom(filed));
    if (there === null) throw new Error('nothing there');
    await movedOnce(filed);

    expect(there.reference).toMatch(/^06-/);
    expect(there).toMatchObject({
      state: 'received',
      communeCode: casablanca,
      category: 'ECL',
      urgent: true,
      complainantSubject: 'amina',
      reachable: true,
      location: here.location,
      description: here.description,
    });
    for (const kept of ['receivedAt', 'dueAt', 'acknowledgedAt'] as const) expect(there[kept]).toEqual(here[kept]);
    expect(there.updatedAt.getTime()).toBeGreaterThan(there.receivedAt.getTime());
    expect(there.timeline.map(({ event, version }) => `${event} ${version}`)).toEqual([
      'submitted 0',
      'hand-over-requested 0',
      'handed-over-in 1',
    ]);
    expect(JSON.stringify([there, here])).not.toMatch(/0612345678|612345678|amina@example/);
    expect(JSON.stringify(there)).not.toContain('سرية داخلية');
    const contact = await casa.as(service('notifications'))('getContact', {
      complaintId: there._id,
      version: 1,
      codePurpose: '',
    });
    expect(contact).toMatchObject({
      name: 'أمينة العلوي',
      phone: '+212612345678',
      email: 'amina@example.org',
      text: '',
    });

    // The code of the deposit opens the case there, under another index key; a wrong one opens nothing.
    expect(await codeOf(seen(casa, there.reference, 'AAAA-BBBB-CCCC'))).toBe('not-found');
    expect((await seen(casa, there.reference, filed.trackingCode))?.snapshot?.handedOverFrom).toBe(filed.reference);
    expect((await cells.row('casa', { _id: there._id }))?.trackingElsewhere).toBe(false);
    // My complaints, there; the old reference says where it is, to the person and to staff.
    const mine = await casa.as(person('amina'))('list', listRequest({}));
    expect(mine.complaints.map(({ snapshot }) => snapshot?.reference)).toEqual([there.reference]);
    const old = await seen(fes, filed.reference, filed.trackingCode);
    expect(old).toMatchObject({ snapshot: { state: 'COMPLAINT_STATE_HANDED_OVER', handedOverTo: there.reference } });
    expect(old?.timeline.at(-1)?.message).toContain(there.reference);
    expect(old?.allowedCommands).toEqual([]);
    const staff = await fes.as(person('gestionnaire'))('get', { reference: filed.reference, trackingCode: '' });
    expect(staff.complaint?.snapshot?.handedOverTo).toBe(there.reference);

    // Routing there decides about it as about any new case, and staff there work on it.
    const routing = cells.casa.startRouting();
    await cells.casa.untilAssigned(there.reference);
    expect(await cells.casa.published(intakeEvents.submitted.type)).toEqual([`${there._id} 1`]);
    await routing.kill();
    expect(
      (await casa.as(person('gestionnaire'))('get', { reference: there.reference, trackingCode: '' })).complaint,
    ).toMatchObject({ description: here.description });
  }, 240_000);

  it('that the other cell does not take stays open, and staff read why', async () => {
    await cells.up('casa');
    const fes = await cells.up('fes');
    const filed = await fes.submit();
    await fes.give('gestionnaire', filed, 'hand-over', { ...to, organisation: 'region:06' });
    const open = async () => (await cells.row('fes', { _id: filed.id }))?.handOver === undefined;
    await until('answered', open, 60_000);
    const staff = await fes.as(person('gestionnaire'))('get', { reference: filed.reference, trackingCode: '' });
    expect(staff.complaint?.snapshot?.state).toBe('COMPLAINT_STATE_RECEIVED');
    expect(staff.complaint?.timeline.at(-1)).toMatchObject({ event: 'hand-over-refused' });
    expect(staff.complaint?.timeline.at(-1)?.note).toContain('organisme inconnu');
    expect(staff.complaint?.allowedCommands).toContain('redirect');
    // Nor is it placed here with a place or a body of over there, where nobody would find it.
    for (const [command, args] of [
      ['qualify', { commune: casablanca }],
      ['qualify', { organisation: `commune:${casablanca}` }],
      ['transfer', { organisation: `commune:${casablanca}` }],
      ['hand-over', { commune: '12.066.01.0' }],
    ] as const)
      expect(await codeOf(fes.give('gestionnaire', filed, command, args))).toBe('validation-failed');
    expect(await countAt(filed)).toBe(0);
  }, 240_000);

  it('is taken once, however often and from how many sides it comes; by intake of another cell alone', async () => {
    const casa = await cells.up('casa');
    const transferId = newId();
    const request = { transferId, complaint: arriving({ files: ['file-1'] }) };
    const answers = await Promise.all(Array.from({ length: 8 }, () => cells.across('acceptHandOver', request)));
    expect(new Set(answers.map(({ answer }) => `${answer?.outcome} ${answer?.reference}`)).size).toBe(1);
    const [first] = answers;
    expect(first?.answer).toMatchObject({ outcome: 'accepted' });
    expect(await cells.casa.mongo.collection('complaints').countDocuments({ 'handedOverFrom.id': transferId })).toBe(1);
    expect(await cells.row('casa', { 'handedOverFrom.id': transferId })).toMatchObject({ attachments: ['file-1'] });
    expect((await cells.across('askHandOver', { transferId })).answer).toEqual(first?.answer);
    expect((await cells.across('cancelHandOver', { transferId })).answer).toEqual(first?.answer);
    expect((await cells.across('askHandOver', { transferId: newId() })).answer?.outcome).toBe('unknown');

    const wrong = (change: Partial<HandedOverCase>) =>
      cells.across('acceptHandOver', { transferId: newId(), complaint: arriving(change) });
    for (const [change, reason] of [
      [{ commune: '06.999.01.0' }, 'unknown-commune'],
      [{ commune: '03.451.01.09' }, 'foreign-commune'],
      [{ category: 'XYZ' }, 'unknown-category'],
      [{ organisation: 'commune:06.0' }, 'unknown-organisation'],
    ] as const)
      expect((await wrong(change)).answer).toMatchObject({ outcome: 'refused', reason });
    for (const caller of [anonymous, person('gestionnaire'), service('notifications'), service('intake')]) {
      expect(await codeOf(casa.as(caller)('acceptHandOver', request))).toBe('forbidden');
      expect(await codeOf(casa.as(caller)('askHandOver', { transferId }))).toBe('forbidden');
      expect(await codeOf(casa.as(caller)('cancelHandOver', { transferId }))).toBe('forbidden');
      const check = { reference: '06-26-7K3Q9M-5', trackingCode: 'x' };
      expect(await codeOf(casa.as(caller)('checkTrackingCode', check))).toBe('forbidden');
    }
    // Another cell is nobody to everything else.
    expect(await codeOf(cells.across('getContact', { complaintId: 'x', version: 1, codePurpose: '' }))).toBe(
      'forbidden',
    );
  }, 240_000);

  it.each([
    ['fes', 'intake.after-commit@2', 'after the request'],
    ['fes', 'intake.hand-over.sent', 'before it goes over'],
    ['fes', 'intake.hand-over.answered', 'before its end here'],
    ['casa', 'intake.hand-over.accepted', 'after its commit there, before the answer'],
  ] as const)(
    'killed in %s at %s, %s: one case there, and one end here',
    async (where, name, _when) => {
      const killed = await cells.armed(where, name);
      await cells.up('casa');
      const fes = await cells.up('fes');
      const filed = await fes.submit();
      const key = newId();
      const answer = await codeOf(fes.give('gestionnaire', filed, 'hand-over', to, key));
      if (where === 'casa') expect(answer).toBe('ok');
      await killed.child.ended();
      expect(killed.child.stderr()).toContain(`failpoint hit: ${name.replace('@2', '')}`);
      await cells.down(where);
      const again = await cells.up(where);
      if (where === 'fes') await again.give('gestionnaire', filed, 'hand-over', to, key);
      await movedOnce(filed);
    },
    240_000,
  );

  it('waits for a cell that is down: open here, staff are told, nothing ends it meanwhile; it can be kept at once', async () => {
    await cells.down('casa');
    const fes = await cells.up('fes');
    const filed = await fes.submit();
    await fes.give('gestionnaire', filed, 'hand-over', to);
    const delayed = async () => (await cells.row('fes', { _id: filed.id }))?.handOver?.delayed;
    await until('staff are told', delayed, 60_000);
    const staff = await fes.as(person('gestionnaire'))('get', { reference: filed.reference, trackingCode: '' });
    expect(staff.complaint?.handOver?.delayed).toBe(true);
    expect(staff.complaint?.timeline.at(-1)).toMatchObject({ event: 'hand-over-delayed' });
    expect(staff.complaint?.timeline.at(-1)?.note).toContain('06');
    expect(staff.complaint?.allowedCommands).toContain('cancel-hand-over');
    expect(staff.complaint?.allowedCommands).not.toContain('redirect');
    const citizen = await seen(fes, filed.reference, filed.trackingCode);
    expect(citizen).toMatchObject({ snapshot: { state: 'COMPLAINT_STATE_RECEIVED' }, handOver: { region: '06' } });
    expect(citizen?.timeline.map(({ event }) => event)).toEqual(['submitted', 'hand-over-requested']);
    expect(await codeOf(fes.give({ trackingCode: filed.trackingCode }, filed, 'withdraw'))).toBe('command-not-allowed');
    expect(await codeOf(fes.give('gestionnaire', filed, 'redirect', { body: 'etat:dgsn', text: 'x' }))).toBe(
      'command-not-allowed',
    );
    const metrics = await (await fetch(`http://127.0.0.1:${fes.adminPort}/metrics`)).text();
    expect(Number(/^jamaa_intake_hand_over_pending_age_seconds\S* (\S+)$/m.exec(metrics)?.[1])).toBeGreaterThan(1);

    const { complaint: kept } = await fes.give('gestionnaire', filed, 'cancel-hand-over', { text: 'نعالجه هنا' });
    expect(kept?.handOver).toBeUndefined();
    expect(await told('fes', filed.id)).toEqual([
      'submitted',
      'hand-over-requested',
      'hand-over-delayed',
      'hand-over-cancelled',
    ]);
    // Asked again with the cell back, it goes.
    await fes.give('gestionnaire', filed, 'hand-over', to);
    await cells.up('casa');
    await movedOnce(filed);
  }, 240_000);

  it('called off after it was taken there has gone; called off before, it is never taken', async () => {
    const killed = await cells.armed('casa', 'intake.hand-over.accepted');
    const fes = await cells.up('fes');
    const taken = await fes.submit();
    await fes.give('gestionnaire', taken, 'hand-over', to);
    await killed.child.ended();
    await cells.down('casa');
    const { complaint: asked } = await fes.give('gestionnaire', taken, 'cancel-hand-over');
    expect(asked?.handOver?.cancelling).toBe(true);
    await cells.up('casa');
    await movedOnce(taken);

    const going = await cells.armed('fes', 'intake.hand-over.sent');
    const stays = await going.submit();
    await codeOf(going.give('gestionnaire', stays, 'hand-over', to));
    await going.child.ended();
    const transferId = (await cells.row('fes', { _id: stays.id }))?.handOver?.id ?? '';
    await cells.down('casa');
    await cells.down('fes');
    const again = await cells.up('fes');
    const { complaint: calling } = await again.give('gestionnaire', stays, 'cancel-hand-over');
    expect(calling?.handOver?.cancelling).toBe(true);
    await cells.up('casa');
    const kept = async () => (await cells.row('fes', { _id: stays.id }))?.handOver === undefined;
    await until('kept', kept, 70_000);
    expect((await cells.row('fes', { _id: stays.id }))?.state).toBe('received');
    // A message that comes late finds it called off.
    const late = await cells.across('acceptHandOver', { transferId, complaint: arriving() });
    expect(late.answer?.outcome).toBe('cancelled');
    expect(await countAt(stays)).toBe(0);
  }, 300_000);
});

const arriving = (change: Partial<HandedOverCase> = {}): HandedOverCase =>
  HandedOverCase.fromPartial({
    reference: '03-26-7K3Q9M-C',
    kind: 'COMPLAINT_KIND_RECLAMATION',
    category: 'ECL',
    channel: 'CHANNEL_WEB',
    language: 'ar',
    description: 'مصباح معطل',
    commune: casablanca,
    receivedAt: new Date('2026-09-01T10:00:00Z'),
    dueAt: new Date('2026-10-31T23:00:00Z'),
    ...change,
  });
