import { isAppError } from '@jamaa/kit';
import { describe, expect, it } from '@jest/globals';
import { bestTemplate, checkReplyText, fillReply, type ReplyTemplate } from './reply-template.ts';

const messageOf = (text: string, title = 'عنوان'): string => {
  try {
    checkReplyText(title, text);
    return 'fine';
  } catch (error) {
    return isAppError(error) ? `${error.fields[0]?.path} ${error.fields[0]?.code} ${error.message}` : String(error);
  }
};

describe('the text of a template', () => {
  it('names variables that exist', () => {
    expect(messageOf('{reference} {commune} {category} {receivedAt} {dueAt} {complainantName}')).toBe('fine');
  });
  it.each([
    ['{mayor}', 'unknown-variable'],
    ['{}', 'unknown-variable'],
    ['{ reference }', 'unknown-variable'],
    ['{reference', 'brace'],
    ['reference}', 'brace'],
    [' ', 'length'],
    ['x'.repeat(8_001), 'length'],
  ])('%.20s is refused: %s', (text, code) => {
    expect(messageOf(text)).toMatch(new RegExp(`^text ${code} `));
  });
  it('that names an unknown variable is told which', () => {
    expect(messageOf('{reference} {mayor}')).toContain('{mayor}');
  });
  it('needs a title', () => {
    expect(messageOf('x', ' ')).toMatch(/^title/);
  });
});

it('fills in values as they are, and tells once what is missing', () => {
  const values = {
    reference: '03-26-X',
    commune: 'صفرو',
    category: '',
    receivedAt: '',
    dueAt: '',
    complainantName: '{x}',
  };
  expect(fillReply('{reference} {complainantName} {dueAt} {dueAt}', values)).toEqual({
    text: '03-26-X {x} … …',
    missing: ['dueAt'],
  });
});

describe('the template that fits a case', () => {
  const base = { organisation: 'o', title: '', text: '', version: 1, updatedAt: new Date(0) };
  const of = (
    id: string,
    language: 'ar' | 'fr' | 'zgh',
    category = '',
    more: Partial<ReplyTemplate> = {},
  ): ReplyTemplate => ({
    ...base,
    id,
    language,
    category,
    kind: '',
    ...more,
  });
  const all = [
    of('fr', 'fr'),
    of('ar', 'ar'),
    of('ar-ecl', 'ar', 'ECL'),
    of('ar-voi', 'ar', 'VOI'),
    of('retired', 'ar', 'ECL', { kind: 'reclamation', retiredAt: new Date(0) }),
  ];
  const pick = (language: 'ar' | 'fr' | 'zgh', from = all) =>
    bestTemplate(from, { language, category: 'ECL', kind: 'reclamation' })?.id;
  it('is in its language before it is of its category, and Arabic comes first where its language has none', () => {
    expect([pick('ar'), pick('fr'), pick('zgh')]).toEqual(['ar-ecl', 'fr', 'ar-ecl']);
    expect(pick('zgh', [of('fr', 'fr', 'ECL')])).toBe('fr');
    expect(pick('ar', [of('ar-voi', 'ar', 'VOI')])).toBeUndefined();
  });
});
