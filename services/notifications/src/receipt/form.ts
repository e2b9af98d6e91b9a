import { fromProtoEnum } from '@jamaa/kit';
import type { Form } from '@jamaa/proto/intake/v1/intake';
import { dateInWords, localDay } from '../domain/dates.ts';
import type { TextLanguage } from '../domain/language.ts';
import { inLanguage } from '../texts/case-facts.ts';
import { languages } from '../texts/languages.ts';
import type { Pages } from './pages.ts';
import { formWords, receiptWords } from './words.ts';

const obligations = ['required', 'conditional', 'optional'] as const;

/** A blank form, to be filled in by hand, as PDF/A-2b. */
export function renderForm(pages: Pages, form: Form, language: TextLanguage): Buffer {
  const { words, direction } = languages[language];
  const fixed = formWords[language];
  const from = form.validFrom ?? new Date(0);
  const view = {
    language,
    direction,
    kingdom: words.kingdom,
    ministry: receiptWords[language].ministry,
    title: inLanguage(form.title, language),
    introduction: inLanguage(form.introduction, language),
    legend: fixed.legend,
    fields: form.fields.map((field) => ({
      label: inLanguage(field.label, language),
      help: inLanguage(field.help, language),
      obligation: fromProtoEnum('OBLIGATION', `OBLIGATION_${field.obligation.toUpperCase()}`, obligations),
      condition: inLanguage(field.condition, language),
      // What is told in sentences needs room for them.
      lines: field.path === 'description' ? 9 : 1,
    })),
    signature: fixed.signature,
    version: `${fixed.version} ${form.version} - ${dateInWords(localDay(from), language, 'short')}`,
    platform: words.platform,
    date: [from.getUTCFullYear(), from.getUTCMonth() + 1, from.getUTCDate()],
  };
  const pdf = pages.pdf('form', view);
  if (pdf === undefined) throw new Error('the form cannot be rendered');
  return pdf;
}
