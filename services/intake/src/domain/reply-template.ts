import { invalidField } from '@jamaa/kit';
import type { Complaint } from './complaint.ts';
import type { Kind, Language } from './vocabulary.ts';

/** What a template may name about a case. */
export const replyVariables = ['reference', 'commune', 'category', 'receivedAt', 'dueAt', 'complainantName'] as const;
export type ReplyVariable = (typeof replyVariables)[number];

export interface ReplyTemplate {
  readonly id: string;
  readonly organisation: string;
  /** Empty: all. */
  readonly category: string;
  readonly kind: Kind | '';
  readonly language: Language;
  readonly title: string;
  readonly text: string;
  readonly version: number;
  readonly updatedAt: Date;
  readonly retiredAt?: Date | undefined;
}

const MAX_TITLE = 200;
const MAX_TEXT = 8_000;
const isVariable = (name: string): name is ReplyVariable => (replyVariables as readonly string[]).includes(name);

/** @throws AppError `validation-failed` naming the field, and the variable that does not exist */
export function checkReplyText(title: string, text: string): void {
  if (title.trim() === '' || title.length > MAX_TITLE)
    throw invalidField('title', 'length', `from 1 to ${MAX_TITLE} characters`);
  if (text.trim() === '' || text.length > MAX_TEXT)
    throw invalidField('text', 'length', `from 1 to ${MAX_TEXT} characters`);
  for (const [, name = ''] of text.matchAll(/\{([^{}]*)\}/g)) {
    if (isVariable(name)) continue;
    const known = replyVariables.map((one) => `{${one}}`).join(' ');
    throw invalidField('text', 'unknown-variable', `{${name.slice(0, 60)}} is no variable; there are ${known}`);
  }
  if (/[{}]/.test(text.replaceAll(/\{[^{}]*\}/g, '')))
    throw invalidField('text', 'brace', 'a brace stands alone; variables are written like {reference}');
}

/** The text with the case's values; what the case does not have becomes `…` and is told. */
export function fillReply(
  text: string,
  values: Readonly<Record<ReplyVariable, string>>,
): { readonly text: string; readonly missing: ReplyVariable[] } {
  const missing = new Set<ReplyVariable>();
  const filled = text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => {
    if (!isVariable(name)) return whole;
    if (values[name] === '') missing.add(name);
    return values[name] || '…';
  });
  return { text: filled, missing: [...missing] };
}

/** Languages to look for, in order: the case's, Arabic, French. */
const languagesFor = (language: Language): readonly Language[] => [...new Set<Language>([language, 'ar', 'fr'])];

/** The template that fits a case best: its language first, then its category, then its kind; the newest of equals. */
export function bestTemplate(
  templates: readonly ReplyTemplate[],
  { category, kind, language }: Pick<Complaint, 'category' | 'kind' | 'language'>,
): ReplyTemplate | undefined {
  const order = languagesFor(language);
  const rank = (one: ReplyTemplate): number =>
    (order.length - order.indexOf(one.language)) * 4 + (one.category === '' ? 0 : 2) + (one.kind === '' ? 0 : 1);
  return templates
    .filter((one) => one.retiredAt === undefined && order.includes(one.language))
    .filter((one) => ['', category].includes(one.category) && ['', kind].includes(one.kind))
    .sort((a, b) => rank(b) - rank(a) || b.updatedAt.getTime() - a.updatedAt.getTime())[0];
}
