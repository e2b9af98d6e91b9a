import type { Attachment } from '../message.ts';

/**
 * What an e-mail's markup may do inside its frame: show itself, its own pictures, and open links in a new window.
 * No script, no form, nothing from outside, no access to this server as its page.
 */
export const framedHtmlHeaders: Readonly<Record<string, string>> = {
  'content-security-policy':
    "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; " +
    "img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
};

// Without it a link would open inside the frame, where the page it leads to may refuse to be shown.
const linksOpenOutside = '<base target="_blank">';

const withOutsideLinks = (html: string): string =>
  /<head[\s>]/i.test(html)
    ? html.replace(/<head(?:\s[^>]*)?>/i, (head) => head + linksOpenOutside)
    : linksOpenOutside + html;

/**
 * An e-mail's markup for the frame: pictures that came with it are written in, because a sandboxed page may load
 * nothing.
 * @param read gives the bytes of an attachment by its number
 */
export const framedHtml = (html: string, attachments: readonly Attachment[], read: (index: number) => Buffer): string =>
  withOutsideLinks(html).replaceAll(/\bcid:([^"'\s)>]+)/g, (reference, id: string) => {
    const index = attachments.findIndex(({ contentId }) => contentId === decodeURIComponent(id));
    const attachment = attachments[index];
    if (!attachment || !/^image\/[\w.+-]+$/.test(attachment.contentType)) return reference;
    return `data:${attachment.contentType};base64,${read(index).toString('base64')}`;
  });
