import { describe, expect, it } from '@jest/globals';
import { linkedText } from './linked-text.ts';

const hrefs = (text: string) => [...linkedText(text).text.matchAll(/href="([^"]*)"/g)].map((match) => match[1]);

describe('linkedText', () => {
  it.each([
    ['تتبع http://localhost:3000/suivi.', ['http://localhost:3000/suivi']],
    ['https://a.ma/x، https://b.ma/y', ['https://a.ma/x', 'https://b.ma/y']],
    ['(https://a.ma/x?y=1)', ['https://a.ma/x?y=1']],
    ['https://a.ma/v1.2/x\nnext', ['https://a.ma/v1.2/x']],
    ['javascript:alert(1) ftp://a.ma', []],
  ])('finds the addresses in %p', (text, expected) => {
    expect(hrefs(text)).toEqual(expected);
  });

  it('escapes the rest', () => {
    expect(linkedText('<b> & "').text).toBe('&lt;b&gt; &amp; &quot;');
  });
});
