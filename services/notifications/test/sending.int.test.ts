import { until } from '@jamaa/kit/testing';
import { intakeEvents, slaEvents } from '@jamaa/proto/catalog';
import {
  ComplaintAnswered,
  ComplaintAssigned,
  ComplaintRedirected,
  ComplaintRefused,
  ComplaintSubmitted,
  ComplaintWithdrawn,
} from '@jamaa/proto/intake/v1/events';
import { ClockEscalated } from '@jamaa/proto/sla/v1/sla';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NotificationsContext } from '../src/context.ts';
import type { Arrived } from './support/mailbox.ts';
import { publishAgain } from './support/peers.ts';
import { type Case, createWorld, type World } from './support/world.ts';

/** Given an event on the stream: the right people get the right message in their language, once. */
describe('messages to people', () => {
  let world: World;
  let context: NotificationsContext;

  const submitted = ({ complaint }: Case) =>
    [intakeEvents.submitted, ComplaintSubmitted.fromPartial({ complaint })] as const;
  const answered = ({ complaint }: Case) =>
    [intakeEvents.answered, ComplaintAnswered.fromPartial({ complaint })] as const;
  const withdrawn = ({ complaint }: Case) =>
    [intakeEvents.withdrawn, ComplaintWithdrawn.fromPartial({ complaint })] as const;
  const header = (message: Arrived | undefined, name: string): string =>
    message?.headers.find((one) => one.name.toLowerCase() === name)?.value ?? '';

  beforeAll(async () => {
    world = await createWorld();
    context = await world.serve();
  });
  afterAll(() => world.close());

  it('a receipt reaches the complainant in Arabic by e-mail, with the PDF, and by SMS', async () => {
    const filed = world.file();
    await world.intake.publish(filed.id, submitted(filed));
    const rows = await world.settled(filed.id, 2);
    const [email, ...more] = await world.mailbox.to(filed.email);
    expect(more).toEqual([]);
    expect(email?.subject).toContain(`المرجع \u200e${filed.complaint.reference}`);
    expect(email?.subject).not.toContain('أمينة');
    expect(email?.html).toContain('<html lang="ar" dir="rtl">');
    for (const part of [
      'أمينة برادة',
      'جماعة فاس',
      'الإنارة العمومية',
      'الجمعة فاتح يناير 2027',
      '2.17.265',
      'https://jamaa.example',
    ])
      expect(email?.text).toContain(part);
    expect(email?.attachments.map(({ contentType }) => contentType)).toEqual(['application/pdf']);
    if (email === undefined) throw new Error('no e-mail');
    expect((await world.mailbox.attachment(email, 0)).subarray(0, 5).toString()).toBe('%PDF-');
    const [sms] = await world.mailbox.to(filed.phone);
    expect(sms?.text).toContain(filed.complaint.reference);
    const [byEmail, bySms] = ['email', 'sms'].map((channel) => rows.find((row) => row.channel === channel));
    expect(email.key).toBe(`<${byEmail?._id}@jamaa.example>`);
    expect(header(email, 'content-language')).toBe('ar');
    expect(sms?.key).toBe(bySms?._id);
    expect(rows.map(({ state, attempts, uncertain }) => [state, attempts, uncertain])).toEqual([
      ['sent', 1, false],
      ['sent', 1, false],
    ]);
  });

  it('an event that is delivered again sends nothing again', async () => {
    const filed = world.file();
    const [eventId = ''] = await world.intake.publish(filed.id, submitted(filed));
    await world.settled(filed.id, 2);
    await publishAgain(world.intake, 'intake', eventId);
    // Events of a case are applied in order: when the later one is through, so was the double.
    await world.intake.publish(filed.id, withdrawn(filed));
    await world.settled(filed.id, 3);
    expect((await world.mailbox.to(filed.email)).map(({ subject }) => subject.split(' ')[0]).sort()).toEqual([
      'سحب',
      'وصل',
    ]);
    expect(await world.mailbox.to(filed.phone)).toHaveLength(1);
  });

  it('who has the case is told once, however often it is assigned', async () => {
    const filed = world.file({ language: 'fr' });
    const assigned = (previousOrganisation: string) =>
      [
        intakeEvents.assigned,
        ComplaintAssigned.fromPartial({ complaint: filed.complaint, previousOrganisation }),
      ] as const;
    await world.intake.publish(filed.id, assigned(''));
    await world.settled(filed.id, 1);
    await world.intake.publish(filed.id, assigned('commune:03.231.01.0'), withdrawn(filed));
    await world.settled(filed.id, 2);
    const texts = (await world.mailbox.to(filed.email))
      .map(({ text }) => text)
      .filter((text) => text.includes('Service technique'));
    expect(texts).toHaveLength(1);
    expect(texts[0]).toContain('Commune de Fès (Service technique)');
    expect(await world.mailbox.to(filed.phone)).toEqual([]);
  });

  it('a refusal in French tells reason, text, basis and remedies; a redirection the body and its address', async () => {
    const filed = world.file({ language: 'fr', text: 'Le tribunal est saisi.', name: 'Amina Berrada' });
    const { complaint } = filed;
    await world.intake.publish(filed.id, [
      intakeEvents.refused,
      ComplaintRefused.fromPartial({ complaint, reasonCode: 'before-court' }),
    ]);
    await world.intake.publish(filed.id, [
      intakeEvents.redirected,
      ComplaintRedirected.fromPartial({ complaint, body: 'etat:dgsn' }),
    ]);
    await world.settled(filed.id, 4);
    const texts = (await world.mailbox.to(filed.email)).map(({ text }) => text).join('\n');
    for (const part of [
      'devant la justice',
      'Le tribunal est saisi.',
      '2-17-265',
      'Médiateur du Royaume',
      'tribunal administratif',
    ])
      expect(texts).toContain(part);
    expect(texts).toContain('Direction générale de la sûreté nationale');
    expect(texts).toContain('Avenue Mohammed V');
  });

  it.each([
    ['Tamazight, in Arabic until its texts are there', { language: 'zgh' }, 'ar'],
    ['a phone only', { language: 'ar', email: '' }, 'sms'],
    ['a confidential case, without the name of the CT', { language: 'fr', confidential: true }, 'fr'],
  ])('%s', async (_what, wanted, expected) => {
    const filed = world.file(wanted);
    await world.intake.publish(filed.id, withdrawn(filed));
    const [row] = await world.settled(filed.id, 1);
    const [message] = await world.mailbox.to(expected === 'sms' ? filed.phone : filed.email);
    expect(row?.channel).toBe(expected === 'sms' ? 'sms' : 'email');
    expect(message?.text).toContain(filed.complaint.reference);
    if (expected !== 'sms') expect(header(message, 'content-language')).toBe(expected);
    if (wanted.language === 'fr') expect(message?.text).not.toContain('Commune de Fès');
  });

  it('nobody is written to who gave no contact, has none any more, or was erased', async () => {
    const silent = world.file({ reachable: false });
    const gone = world.file({ email: '', phone: '' });
    const erased = world.file({ erased: 'yes' });
    for (const filed of [silent, gone, erased]) await world.intake.publish(filed.id, submitted(filed));
    const reasons = [await world.settled(gone.id, 1), await world.settled(erased.id, 1)].map(([row]) => [
      row?.state,
      row?.errorCode,
    ]);
    expect(reasons).toEqual([
      ['suppressed', 'no-contact'],
      ['suppressed', 'erased'],
    ]);
    await world.settled(silent.id, 0);
    expect(await world.mailbox.to(erased.email)).toEqual([]);
  });

  it('an escalation reaches every account it names, each in its language', async () => {
    const filed = world.file();
    const clock = {
      complaintId: filed.id,
      reference: filed.complaint.reference,
      kind: 'legal',
      organisation: 'commune:03.231.01.0',
      dueAt: new Date('2026-11-01T23:00:00Z'),
    };
    const escalated = ClockEscalated.fromPartial({
      clock,
      level: 'gouverneur',
      accountIds: ['gouverneur-1', 'gouverneur-2', 'nobody'],
    });
    await world.sla.publish(`${filed.id}/legal`, [slaEvents.escalated, escalated]);
    const rows = await world.settled(filed.id, 3);
    expect(rows.filter(({ state }) => state === 'failed').map(({ errorCode }) => errorCode)).toEqual([
      'contact-not-found',
    ]);
    const [french] = await world.mailbox.to('gouverneur-1@province.example');
    const [arabic] = await world.mailbox.to('gouverneur-2@province.example');
    expect(french?.text).toMatch(/gouverneur.*Retard\s: \d+ jours?\./);
    expect(arabic?.text).toContain('عامل العمالة أو الإقليم');
  });

  describe('when a provider', () => {
    it('says not now, the message goes later', async () => {
      const filed = world.file({ phone: '' });
      await world.mailbox.order({ channel: 'email', mode: 'temporary', count: 2 });
      await world.intake.publish(filed.id, withdrawn(filed));
      const [row] = await world.settled(filed.id, 1);
      expect(row).toMatchObject({ state: 'sent', attempts: 3, uncertain: false });
      expect(row?.errorCode).toBeUndefined();
      expect(await world.mailbox.to(filed.email)).toHaveLength(1);
    });

    it('says not now on both ways, who the person is is asked for once for both', async () => {
      const filed = world.file();
      await world.mailbox.order({ channel: 'email', mode: 'temporary' });
      await world.mailbox.order({ channel: 'sms', mode: 'temporary' });
      const before = world.intake.asked();
      await world.intake.publish(filed.id, answered(filed));
      const rows = await world.settled(filed.id, 2);
      expect(rows.map(({ state, attempts }) => `${state} ${attempts}`)).toEqual(['sent 2', 'sent 2']);
      expect(world.intake.asked() - before).toBe(2);
    });

    it('is slow, what went another way is recorded meanwhile', async () => {
      const filed = world.file();
      await world.mailbox.order({ channel: 'email', mode: 'slow', delayMs: 2_000 });
      await world.intake.publish(filed.id, answered(filed));
      const states = await until('the SMS is recorded', async () => {
        const rows = await world.rows(filed.id);
        const stateOf = (channel: string) => rows.find((row) => row.channel === channel)?.state;
        return stateOf('sms') === 'sent' && { email: stateOf('email') };
      });
      expect(states).toEqual({ email: 'sending' });
      const rows = await world.settled(filed.id, 2);
      expect(rows.map(({ state }) => state)).toEqual(['sent', 'sent']);
    });

    it('refuses for good, that is recorded with its code and not tried again', async () => {
      const filed = world.file();
      await world.mailbox.order({ channel: 'email', mode: 'refuse' });
      await world.mailbox.order({ channel: 'sms', mode: 'refuse' });
      await world.intake.publish(filed.id, answered(filed));
      const rows = await world.settled(filed.id, 2);
      expect(
        rows.map(({ channel, state, attempts, errorCode }) => [channel, state, attempts, errorCode]).sort(),
      ).toEqual([
        ['email', 'failed', 1, 'smtp-550'],
        ['sms', 'failed', 1, 'sms-422'],
      ]);
    });

    it('says not now for ever, it is given up after the last try', async () => {
      const filed = world.file({ email: '' });
      await world.mailbox.order({ channel: 'sms', mode: 'temporary', count: 8 });
      await world.intake.publish(filed.id, withdrawn(filed));
      const [row] = await world.settled(filed.id, 1);
      expect(row).toMatchObject({ state: 'failed', attempts: 8, errorCode: 'sms-503' });
    });

    it('breaks off after taking a legal notice, it goes once more under the same Message-ID and is marked', async () => {
      const filed = world.file({ phone: '' });
      await world.mailbox.order({ channel: 'email', mode: 'drop-after-accept' });
      await world.intake.publish(filed.id, answered(filed));
      const [row] = await world.settled(filed.id, 1);
      expect(row).toMatchObject({ state: 'sent', uncertain: true });
      const copies = await world.mailbox.to(filed.email);
      expect([copies.length, new Set(copies.map(({ key }) => key)).size]).toEqual([2, 1]);
    });

    it('breaks off after taking anything else, it is marked and left', async () => {
      const filed = world.file({ phone: '' });
      await world.mailbox.order({ channel: 'email', mode: 'drop-after-accept' });
      await world.intake.publish(filed.id, withdrawn(filed));
      const [row] = await world.settled(filed.id, 1);
      expect(row).toMatchObject({ state: 'uncertain', uncertain: true, errorCode: 'smtp-broken-off' });
      expect(await world.mailbox.to(filed.email)).toHaveLength(1);
    });

    it('breaks off after taking an SMS, it is asked for again by its id and arrives once', async () => {
      const filed = world.file({ email: '' });
      await world.mailbox.order({ channel: 'sms', mode: 'drop-after-accept' });
      await world.intake.publish(filed.id, withdrawn(filed));
      const [row] = await world.settled(filed.id, 1);
      expect(row).toMatchObject({ state: 'sent', attempts: 2 });
      expect(await world.mailbox.to(filed.phone)).toHaveLength(1);
    });
  });

  it('while intake is out of reach messages wait, and no try is counted', async () => {
    const filed = world.file({ phone: '' });
    world.intake.setDown(true);
    const before = world.intake.asked();
    await world.intake.publish(filed.id, withdrawn(filed));
    await until('intake was asked several times', () => world.intake.asked() >= before + 3);
    world.intake.setDown(false);
    const [row] = await world.settled(filed.id, 1);
    expect(row).toMatchObject({ state: 'sent', attempts: 1 });
  });

  it('counts what became of messages', async () => {
    const text = await context.platform.metrics.registry.metrics();
    expect(text).toMatch(
      /jamaa_notifications_messages_total\{template="answered",channel="email",outcome="sent"\} [1-9]/,
    );
    expect(text).toMatch(
      /jamaa_notifications_messages_total\{template="withdrawn",channel="email",outcome="uncertain"\} [1-9]/,
    );
    expect(text).toMatch(/jamaa_notifications_sends_held_total [1-9]/);
    expect(text).toMatch(/jamaa_notifications_send_seconds_count\{channel="sms",outcome="accepted"\} [1-9]/);
    expect(text).toMatch(/jamaa_notifications_oldest_due_message_age_seconds \d/);
  });
});
