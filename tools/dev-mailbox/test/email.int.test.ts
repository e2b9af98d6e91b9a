import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createHome, type Mailbox, onlyEmail, startMailbox } from './mailbox-process.ts';

const home = createHome();
let mailbox: Mailbox;

beforeAll(async () => {
  mailbox = await startMailbox(home.environment);
});

beforeEach(async () => {
  await mailbox.clear();
});

afterAll(async () => {
  await mailbox.stop();
  home.remove();
});

const pdf = Buffer.from('%PDF-1.7\n');

describe('an e-mail sent over SMTP', () => {
  it('is kept with everything in it', async () => {
    await mailbox.send({
      messageId: '<receipt-1@jamaa.example.ma>',
      to: ['salma@example.ma', 'Youssef <youssef@example.ma>'],
      bcc: 'hidden@example.ma',
      subject: 'تم تسجيل شكايتكم',
      text: 'نص الرسالة',
      html: '<p>نص <b>الرسالة</b></p>',
      headers: { 'Auto-Submitted': 'auto-generated' },
      attachments: [{ filename: 'وصل الإيداع.pdf', content: pdf, contentType: 'application/pdf' }],
    });
    const email = onlyEmail(await mailbox.list());
    expect(email).toMatchObject({
      channel: 'email',
      key: '<receipt-1@jamaa.example.ma>',
      from: 'jamaa@example.ma',
      to: ['salma@example.ma', 'youssef@example.ma', 'hidden@example.ma'],
      subject: 'تم تسجيل شكايتكم',
      html: '<p>نص <b>الرسالة</b></p>',
      attachments: [{ filename: 'وصل الإيداع.pdf', contentType: 'application/pdf', size: pdf.byteLength }],
    });
    expect(email.text?.trim()).toBe('نص الرسالة');
    expect(email.headers).toContainEqual({ name: 'Auto-Submitted', value: 'auto-generated' });
    expect(email.duplicateOf).toBeUndefined();
    expect(await (await mailbox.get(`/messages/${email.id}`)).json()).toEqual(email);
  });

  it('is taken with a login too', async () => {
    await mailbox.send({ subject: 'with login', text: '.' }, { user: 'notifications', pass: 'anything' });
    expect(onlyEmail(await mailbox.list()).subject).toBe('with login');
  });

  it('is kept twice when it comes twice, the second marked as a duplicate', async () => {
    const mail = { messageId: '<same@jamaa.example.ma>', subject: 'twice', text: '.' };
    await mailbox.send(mail);
    await mailbox.send(mail);
    await mailbox.send({ subject: 'another', text: '.' });
    const { total, distinctKeys, messages } = await mailbox.list();
    expect({ total, distinctKeys }).toEqual({ total: 3, distinctKeys: 2 });
    const [, second, first] = messages;
    expect(second).toMatchObject({ key: first?.key, duplicateOf: first?.id });
    expect(first).not.toHaveProperty('duplicateOf');
  });

  it('is found by recipient, channel and folded text, newest first', async () => {
    await mailbox.send({ to: 'a@example.ma', subject: 'Réclamation reçue', text: '.' });
    await mailbox.send({ to: 'b@example.ma', subject: 'إشعار', text: 'وصلت الشكاية إلى الجماعة' });
    await mailbox.send({ to: 'A@Example.ma', subject: 'second', text: '.' });
    const subjects = async (query: string) =>
      (await mailbox.list(query)).messages.map((message) => message.channel === 'email' && message.subject);
    expect(await subjects('?to=a@example.ma')).toEqual(['second', 'Réclamation reçue']);
    expect(await subjects('?text=RECLAMATION')).toEqual(['Réclamation reçue']);
    expect(await subjects(`?text=${encodeURIComponent('الشكايه الي')}`)).toEqual(['إشعار']);
    expect(await subjects('?channel=sms')).toEqual([]);
    expect(await subjects('?limit=1')).toEqual(['second']);
  });
});

describe('an attachment', () => {
  it('comes back byte for byte; a PDF opens in the browser, markup is only downloaded', async () => {
    await mailbox.send({
      subject: 'files',
      text: '.',
      attachments: [
        { filename: 'وصل.pdf', content: pdf, contentType: 'application/pdf' },
        { filename: 'page.html', content: '<script>alert(1)</script>', contentType: 'text/html' },
      ],
    });
    const [receipt, page] = onlyEmail(await mailbox.list()).attachments;
    const opened = await mailbox.get(receipt?.url ?? '');
    expect(opened.headers.get('content-type')).toBe('application/pdf');
    expect(opened.headers.get('content-disposition')).toBe(
      `inline; filename="???.pdf"; filename*=UTF-8''${encodeURIComponent('وصل.pdf')}`,
    );
    expect(Buffer.from(await opened.arrayBuffer())).toEqual(pdf);
    const downloaded = await mailbox.get(page?.url ?? '');
    expect(downloaded.headers.get('content-disposition')).toMatch(/^attachment/);
    expect(downloaded.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it.each(['1', '-1', 'x', '99999'])('that does not exist answers 404: %s', async (index) => {
    await mailbox.send({ subject: 'one file', text: '.', attachments: [{ filename: 'a.txt', content: 'a' }] });
    const { id } = onlyEmail(await mailbox.list());
    expect((await mailbox.get(`/messages/${id}/attachments/${index}`)).status).toBe(404);
  });
});

describe('an ordered fault', () => {
  it.each([
    ['temporary', 451],
    ['refuse', 550],
  ])('%s answers %i as often as ordered, and keeps nothing', async (mode, responseCode) => {
    await mailbox.order({ channel: 'email', mode, count: 2 });
    for (const _time of [1, 2]) {
      await expect(mailbox.send({ subject: 'no', text: '.' })).rejects.toMatchObject({ responseCode });
    }
    await mailbox.send({ subject: 'yes', text: '.' });
    expect(onlyEmail(await mailbox.list()).subject).toBe('yes');
  });

  it('drop-after-accept keeps the e-mail and hangs up before the answer', async () => {
    await mailbox.order({ channel: 'email', mode: 'drop-after-accept' });
    await expect(mailbox.send({ subject: 'kept', text: '.' })).rejects.toThrow(/closed/i);
    expect(onlyEmail(await mailbox.list()).subject).toBe('kept');
  });

  it('slow holds the answer back, then takes the e-mail', async () => {
    await mailbox.order({ channel: 'email', mode: 'slow', delayMs: 300 });
    const started = performance.now();
    await mailbox.send({ subject: 'late', text: '.' });
    expect(performance.now() - started).toBeGreaterThanOrEqual(290);
    expect(onlyEmail(await mailbox.list()).subject).toBe('late');
  });

  it('tells how often it was hit, and can be forgotten', async () => {
    await fetch(`${mailbox.http}/faults`, { method: 'DELETE' });
    await mailbox.order({ channel: 'email', mode: 'refuse', count: 3 });
    await expect(mailbox.send({ subject: 'no', text: '.' })).rejects.toThrow();
    const { faults } = (await (await mailbox.get('/faults')).json()) as { faults: unknown[] };
    expect(faults).toEqual([expect.objectContaining({ channel: 'email', mode: 'refuse', count: 3, hits: 1 })]);
    await fetch(`${mailbox.http}/faults`, { method: 'DELETE' });
    await mailbox.send({ subject: 'yes', text: '.' });
  });

  it.each([
    ['an unknown mode', { channel: 'email', mode: 'explode' }, 'mode'],
    ['an unknown channel', { channel: 'fax', mode: 'refuse' }, 'channel'],
    ['a count of nothing', { channel: 'email', mode: 'refuse', count: 0 }, 'count'],
  ])('is refused with %s', async (_case, fault, field) => {
    const response = await mailbox.order(fault);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ status: 400, errors: [{ field }] });
  });
});
