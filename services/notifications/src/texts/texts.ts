import type { Template } from '../domain/templates.ts';
import type { Labelled } from './facts.ts';

/**
 * A message in one language, in ICU MessageFormat over the facts. A line of the body that begins with `> ` is quoted, one that
 * begins with `= ` names the facts of a table; lines that come out empty are left out.
 */
export interface TemplateText {
  readonly subject: string;
  readonly body: readonly string[];
  /** At most two segments. */
  readonly sms: string;
}

export type TemplateTexts = Readonly<Record<Template, TemplateText>>;

/** What stands around every message, and the words for codes. */
export interface Words {
  readonly kingdom: string;
  readonly platform: string;
  /** Stands before the subject and the SMS of what concerns a training case. */
  readonly training: string;
  readonly greeting: string;
  readonly closing: string;
  readonly footer: string;
  readonly labels: Readonly<Record<Labelled, string>>;
  /** "your complaint" and "complaint" by kind (Decree 2-17-265: réclamation, observation, suggestion). */
  readonly kinds: Readonly<Record<'reclamation' | 'observation' | 'suggestion', { your: string; a: string }>>;
  /** Reasons for which a réclamation may be refused (Decree 2-17-265). */
  readonly refusals: Readonly<Record<string, string>>;
  readonly clocks: Readonly<Record<string, string>>;
  readonly levels: Readonly<Record<string, string>>;
  readonly someBody: string;
  readonly listSeparator: string;
  /** From dirhams with two decimals, `20.00`. */
  readonly money: (dirhams: string) => string;
  readonly dateAndTime: (date: string, time: string) => string;
}
