import type { TextLanguage } from '../domain/language.ts';
import { inGsmAlphabet } from '../domain/sms.ts';
import type { Template } from '../domain/templates.ts';
import type { Facts, Labelled } from './facts.ts';
import { formatText } from './format.ts';
import { type Block, htmlPage } from './html.ts';
import { languages } from './languages.ts';

export interface RenderedEmail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/**
 * The e-mail of a template. `sender` stands at its head: the collectivité, or nothing for a confidential case. `training`: it says first of
 * all that it is an exercise.
 */
export function renderEmail(
  template: Template,
  facts: Facts,
  language: TextLanguage,
  sender: string,
  training = false,
): RenderedEmail {
  const { texts, words, direction } = languages[language];
  const safe = oneWay(facts, language);
  const { body } = texts[template];
  const say = (text: string): string => formatText(text, safe, language);
  const subject = marked(say(texts[template].subject), language, training);
  const blocks = body.map((line): Block => {
    if (line.startsWith('= ')) return { kind: 'table', rows: tableRows(line.slice(2), safe, words.labels) };
    if (line.startsWith('> ')) return { kind: 'quote', text: say(line.slice(2)) };
    return { kind: 'paragraph', text: say(line) };
  });
  const shown = [
    { kind: 'paragraph', text: say(words.greeting) } as const,
    ...blocks.filter((block) => (block.kind === 'table' ? block.rows.length > 0 : block.text !== '')),
    { kind: 'paragraph', text: words.closing } as const,
  ];
  const head = [words.kingdom, sender].filter(Boolean);
  return {
    subject,
    text: [head.join('\n'), ...shown.map(asText), `${words.platform}\n${words.footer}`].join('\n\n'),
    html: htmlPage({
      language,
      direction,
      title: subject,
      head,
      blocks: shown,
      platform: words.platform,
      footer: words.footer,
    }),
  };
}

/** The SMS of a template; in French written in the GSM alphabet. */
export function renderSms(template: Template, facts: Facts, language: TextLanguage, training = false): string {
  const told = formatText(languages[language].texts[template].sms, oneWay(facts, language), language);
  const text = marked(told, language, training);
  return language === 'fr' ? inGsmAlphabet(text) : text;
}

const marked = (text: string, language: TextLanguage, training: boolean): string =>
  training ? `${languages[language].words.training} ${text}` : text;

/** Inside Arabic, a reference begins with digits that would be laid out from the right: a mark keeps it in one piece. */
const LEFT_TO_RIGHT_MARK = '\u200e';
const oneWay = (facts: Facts, language: TextLanguage): Facts =>
  language === 'ar'
    ? {
        ...facts,
        reference: `${LEFT_TO_RIGHT_MARK}${facts.reference}`,
        oldReference: `${LEFT_TO_RIGHT_MARK}${facts.oldReference}`,
      }
    : facts;

const tableRows = (names: string, facts: Facts, labels: Readonly<Record<Labelled, string>>) =>
  (names.trim().split(' ') as Labelled[])
    .map((name) => ({ label: labels[name], value: facts[name] }))
    .filter(({ value }) => value !== '' && value !== LEFT_TO_RIGHT_MARK);

function asText(block: Block): string {
  if (block.kind === 'table') return block.rows.map(({ label, value }) => `${label}: ${value}`).join('\n');
  if (block.kind === 'paragraph') return block.text;
  return block.text
    .split('\n')
    .map((line) => `| ${line}`)
    .join('\n');
}
