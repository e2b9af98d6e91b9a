import { describe, expect, it } from '@jest/globals';
import { html, trusted } from './html.ts';

describe('html', () => {
  it('escapes values in text and in attributes', () => {
    expect(html`<p title="${'"><script>'}">${"<b>&'"}</p>`.text).toBe(
      '<p title="&quot;&gt;&lt;script&gt;">&lt;b&gt;&amp;&#39;</p>',
    );
  });

  it('nests templates and lists without escaping them twice', () => {
    const items = ['أ', '<'].map((item) => html`<li>${item}</li>`);
    expect(html`<ul>${items}</ul>`.text).toBe('<ul><li>أ</li><li>&lt;</li></ul>');
  });

  it('prints nothing for what is absent, and trusted markup as it is', () => {
    expect(html`[${undefined}${false}${0}${trusted('<hr>')}]`.text).toBe('[0<hr>]');
  });
});
