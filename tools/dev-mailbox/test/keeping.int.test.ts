import { appendFileSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { createHome, idsOf, type Mailbox, runToEnd, startMailbox } from './mailbox-process.ts';

let home = createHome();
let mailbox: Mailbox | undefined;

const start = async (environment: NodeJS.ProcessEnv = {}): Promise<Mailbox> => {
  mailbox = await startMailbox({ ...home.environment, ...environment });
  return mailbox;
};

afterEach(async () => {
  await mailbox?.stop();
  mailbox = undefined;
  home.remove();
  home = createHome();
});

const sms = (id: string) => ({ id, to: '+212661234567', text: `text ${id}` });
const file = { filename: 'a.txt', content: 'content' };
const attachmentFolders = () => readdirSync(join(home.folder, 'attachments'));

describe('the mailbox', () => {
  it('keeps messages, files and counts over a kill and a restart', async () => {
    const before = await start();
    await before.send({ subject: 'kept', text: '.', attachments: [file] });
    await before.sendSms(sms('one'));
    await before.sendSms(sms('one'));
    const listed = await before.list();
    await before.stop('SIGKILL');
    const after = await start();
    expect(await after.list()).toEqual(listed);
    expect(listed.messages[0]).toMatchObject({ key: 'one', attempts: 2 });
    const [email] = (await after.list('?channel=email')).messages;
    expect(await (await after.get(`/messages/${email?.id}/attachments/0`)).text()).toBe(file.content);
    expect((await after.sendSms(sms('one'))).status).toBe(200);
  });

  it('cuts off a line that a crash left unfinished, and goes on', async () => {
    const before = await start();
    await before.sendSms(sms('one'));
    await before.stop();
    appendFileSync(join(home.folder, 'messages.jsonl'), '{"type":"message","mess');
    const between = await start();
    await between.sendSms(sms('two'));
    await between.stop();
    const after = await start();
    expect((await after.list()).messages.map(({ key }) => key)).toEqual(['two', 'one']);
  });

  it('drops the oldest beyond its capacity, with their files, and keeps its journal short', async () => {
    const small = await start({ MAILBOX_CAPACITY: '2' });
    await small.send({ subject: 'oldest', text: '.', attachments: [file] });
    expect(attachmentFolders()).toHaveLength(1);
    for (const id of ['1', '2', '3', '4', '5', '5', '5', '5']) await small.sendSms(sms(id));
    expect((await small.list()).messages.map(({ key }) => key)).toEqual(['5', '4']);
    expect(attachmentFolders()).toEqual([]);
    const lines = readFileSync(join(home.folder, 'messages.jsonl'), 'utf8').trim().split('\n');
    expect(lines.length).toBeLessThanOrEqual(4);
    await small.stop();
    const { messages } = await (await start({ MAILBOX_CAPACITY: '2' })).list();
    expect(messages).toEqual([
      expect.objectContaining({ key: '5', attempts: 4 }),
      expect.objectContaining({ key: '4' }),
    ]);
  });

  it('forgets everything on DELETE /messages, for good', async () => {
    const before = await start();
    await before.send({ subject: 'gone', text: '.', attachments: [file] });
    expect((await before.clear()).status).toBe(204);
    expect(idsOf((await before.list()).messages)).toEqual([]);
    expect(attachmentFolders()).toEqual([]);
    await before.stop();
    expect((await (await start()).list()).total).toBe(0);
  });

  it('tells that it is well, and stops with exit code 0', async () => {
    const running = await start();
    expect(await (await running.get('/healthz')).json()).toEqual({ status: 'ok' });
    expect(await running.stop()).toBe(0);
    expect(await running.errors).toBe('');
    mailbox = undefined;
  });
});

describe('a start that cannot succeed', () => {
  it.each([
    ['production', { NODE_ENV: 'production' }, /development only/],
    ['no key', { MAILBOX_SMS_KEY: undefined }, /MAILBOX_SMS_KEY: is required/],
    ['no folder', { MAILBOX_DATA_DIR: undefined }, /MAILBOX_DATA_DIR: is required/],
    ['a wrong port', { MAILBOX_SMTP_PORT: '70000' }, /MAILBOX_SMTP_PORT: must be a port/],
    ['no capacity', { MAILBOX_CAPACITY: '0' }, /MAILBOX_CAPACITY/],
  ])('ends with one clear line: %s', async (_case, environment, message) => {
    const finished = await runToEnd({ ...home.environment, ...environment });
    expect(finished).toMatchObject({ code: 1, stdout: '' });
    expect(finished.stderr).toMatch(message);
    expect(finished.stderr.trim().split('\n')).toHaveLength(1);
  });

  it.each(['MAILBOX_HTTP_PORT', 'MAILBOX_SMTP_PORT'])('ends with one clear line: a busy %s', async (variable) => {
    const { http } = await start();
    const finished = await runToEnd({ ...home.environment, [variable]: new URL(http).port });
    expect(finished).toMatchObject({ code: 1, stdout: '' });
    expect(finished.stderr).toMatch(/^cannot listen on 127\.0\.0\.1:\d+ \(EADDRINUSE\)\n$/);
  });
});
