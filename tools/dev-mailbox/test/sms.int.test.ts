import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createHome, type Mailbox, startMailbox } from './mailbox-process.ts';

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

const sms = { id: 'receipt/7', to: '+212661234567', from: 'Jamaa', text: 'رمز التحقق: 482913' };

describe('POST /sms/messages', () => {
  it('accepts a message and keeps it', async () => {
    const response = await mailbox.sendSms(sms);
    expect(response.status).toBe(202);
    const { providerReference } = (await response.json()) as { providerReference: string };
    expect(providerReference).toMatch(/^sms-/);
    const { messages } = await mailbox.list('?to=%2B212661234567&channel=sms');
    expect(messages).toEqual([
      expect.objectContaining({
        channel: 'sms',
        key: sms.id,
        to: [sms.to],
        text: sms.text,
        providerReference,
        attempts: 1,
      }),
    ]);
    expect((await mailbox.list('?to=+212661234567')).total).toBe(1);
  });

  it('delivers the same id once, however often and however close together it comes', async () => {
    const responses = await Promise.all(Array.from({ length: 8 }, () => mailbox.sendSms(sms)));
    const statuses = responses.map(({ status }) => status).sort();
    expect(statuses).toEqual([...Array<number>(7).fill(200), 202]);
    const answers = await Promise.all(
      responses.map(async (response) => ((await response.json()) as { providerReference: string }).providerReference),
    );
    expect(new Set(answers).size).toBe(1);
    const { total, messages } = await mailbox.list();
    expect(total).toBe(1);
    expect(messages[0]).toMatchObject({ attempts: 8 });
  });

  it.each([
    ['no id', { ...sms, id: undefined }, 'id'],
    ['a national number', { ...sms, to: '0661234567' }, 'to'],
    ['no text', { ...sms, text: '' }, 'text'],
    ['a text far too long', { ...sms, text: 'x'.repeat(1_601) }, 'text'],
    ['a field that does not exist', { ...sms, txt: 'x' }, ''],
  ])('refuses %s and keeps nothing', async (_case, body, field) => {
    const response = await mailbox.sendSms(body);
    expect(response.status).toBe(400);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    expect(await response.json()).toMatchObject({ status: 400, errors: [{ field }] });
    expect((await mailbox.list()).total).toBe(0);
  });

  it('refuses unreadable JSON with a problem document', async () => {
    const response = await fetch(`${mailbox.http}/sms/messages`, {
      method: 'POST',
      headers: { authorization: 'Bearer a-key-for-tests', 'content-type': 'application/json' },
      body: '{',
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ status: 400, detail: expect.any(String) });
  });

  it.each(['', 'Bearer wrong-key-here', 'Basic a-key-for-tests'])('refuses the key %p', async (authorization) => {
    expect((await mailbox.sendSms(sms, authorization)).status).toBe(401);
    expect((await mailbox.list()).total).toBe(0);
  });
});

describe('GET /sms/messages/{id}', () => {
  it('tells what became of a message by the id of its sender', async () => {
    const { providerReference } = (await (await mailbox.sendSms(sms)).json()) as { providerReference: string };
    const response = await mailbox.getSms(sms.id);
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ id: sms.id, providerReference, status: 'delivered', attempts: 1 });
  });

  it('answers 404 for what never came, and asks for the key', async () => {
    expect((await mailbox.getSms('never')).status).toBe(404);
    expect((await mailbox.get('/sms/messages/never')).status).toBe(401);
  });
});

describe('an ordered fault', () => {
  it.each([
    ['refuse', 422],
    ['temporary', 503],
  ])('%s answers %i and keeps nothing', async (mode, status) => {
    await mailbox.order({ channel: 'sms', mode });
    expect((await mailbox.sendSms(sms)).status).toBe(status);
    expect((await mailbox.getSms(sms.id)).status).toBe(404);
    expect((await mailbox.sendSms(sms)).status).toBe(202);
  });

  it('drop-after-accept keeps the message without an answer; asking and sending again find it', async () => {
    await mailbox.order({ channel: 'sms', mode: 'drop-after-accept' });
    await expect(mailbox.sendSms(sms)).rejects.toThrow();
    expect((await mailbox.getSms(sms.id)).status).toBe(200);
    expect((await mailbox.sendSms(sms)).status).toBe(200);
    expect((await mailbox.list()).total).toBe(1);
  });

  it('leaves the other channel alone', async () => {
    await mailbox.order({ channel: 'sms', mode: 'refuse' });
    await mailbox.send({ subject: 'untouched', text: '.' });
    expect((await mailbox.sendSms(sms)).status).toBe(422);
  });
});
