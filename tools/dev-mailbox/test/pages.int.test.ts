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

const page = async (path: string) => {
  const response = await mailbox.get(path);
  return { response, html: await response.text() };
};

const script = '<script>alert("x")</script>';

describe('the inbox', () => {
  it('is Arabic first and lists e-mails and SMS, newest first, each in its own direction', async () => {
    await mailbox.send({ subject: 'Votre réclamation', text: '.' });
    await mailbox.sendSms({ id: '1', to: '+212661234567', text: 'رمز التحقق' });
    const { html, response } = await page('/');
    expect(html).toContain('<html lang="ar" dir="rtl">');
    expect(html.indexOf('رمز التحقق')).toBeLessThan(html.indexOf('Votre réclamation'));
    expect(html.match(/class="subject" dir="auto"/g)).toHaveLength(2);
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  it('filters as its form asks, and keeps what was typed', async () => {
    await mailbox.send({ to: 'a@example.ma', subject: 'for a', text: '.' });
    await mailbox.send({ to: 'b@example.ma', subject: 'for b', text: '.' });
    const { html } = await page('/?to=a%40example.ma&text=&channel=email');
    expect(html).toContain('for a');
    expect(html).not.toContain('for b');
    expect(html).toContain('name="to" value="a@example.ma"');
    expect(html).toContain('<option value="email" selected>');
  });

  it('says when there is nothing', async () => {
    expect((await page('/')).html).toContain('لا توجد رسائل');
  });
});

describe('what a message says', () => {
  it('never becomes markup of a page', async () => {
    await mailbox.send({
      to: 'x@example.ma',
      subject: script,
      text: `${script} https://example.ma/?a="onmouseover=alert(1)`,
      headers: { 'X-Trick': script },
      attachments: [{ filename: `${script}.txt`, content: '.' }],
    });
    await mailbox.sendSms({ id: script, to: '+212661234567', from: '<b>', text: script });
    const { messages } = await mailbox.list();
    const paths = ['/', `/?text=${encodeURIComponent('"><script>')}`, ...messages.map(({ id }) => `/view/${id}`)];
    expect(paths).toHaveLength(4);
    for (const path of paths) {
      const { html } = await page(path);
      expect(html).toContain('&lt;script&gt;');
      expect(html).not.toContain('<script');
      expect(html).not.toMatch(/<[^>]*\sonmouseover/);
    }
  });

  it('shows its markup only inside a frame without scripts, with its own pictures', async () => {
    const content = Buffer.from('not really a picture');
    await mailbox.send({
      subject: 'html',
      text: 'plain',
      html: `<html><head></head><body>${script}<img src="cid:logo"></body></html>`,
      attachments: [{ filename: 'logo.png', content, contentType: 'image/png', cid: 'logo' }],
    });
    const { id } = onlyEmail(await mailbox.list());
    const view = await page(`/view/${id}`);
    expect(view.html).toMatch(/<iframe[^>]+sandbox="allow-popups allow-popups-to-escape-sandbox"/);
    expect(view.html).not.toContain('<script');
    const frame = await page(`/view/${id}/html`);
    const policy = frame.response.headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/^sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none';/);
    expect(policy).not.toContain('allow-scripts');
    expect(frame.html).toContain(`src="data:image/png;base64,${content.toString('base64')}"`);
    expect(frame.html).toContain('<head><base target="_blank">');
  });

  it('links the addresses in plain text', async () => {
    await mailbox.send({ subject: 'link', text: 'Voir (https://example.ma/suivi?a=1&b=2).' });
    const { id } = onlyEmail(await mailbox.list());
    expect((await page(`/view/${id}`)).html).toContain(
      '(<a href="https://example.ma/suivi?a=1&amp;b=2" rel="noreferrer" dir="ltr">https://example.ma/suivi?a=1&amp;b=2</a>).',
    );
  });
});

describe('what is not there', () => {
  it.each(['/view/none', '/view/none/html'])('has a readable page: %s', async (path) => {
    const { html, response } = await page(path);
    expect(response.status).toBe(404);
    expect(html).toContain('الرسالة غير موجودة');
  });

  it.each(['/messages/none', '/messages/none/attachments/0', '/assets/none.css', '/none'])(
    'has a problem document: %s',
    async (path) => {
      const { html, response } = await page(path);
      expect(response.status).toBe(404);
      expect(JSON.parse(html)).toMatchObject({ status: 404 });
    },
  );

  it.each([
    ['?limit=0', 'limit'],
    ['?channel=fax', 'channel'],
    ['?to=a&to=b', 'to'],
    ['?form=a', ''],
  ])('refuses the query %s', async (query, field) => {
    const response = await mailbox.get(`/messages${query}`);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ errors: [{ field }] });
  });
});
