import { compounds } from '../particles.ts';
import { type NameInScripts, type Script, scripts } from '../types.ts';
import { foldName } from '../words.ts';
import { type NameRules, nameRules } from './name-rules.ts';

/** Names as declared. */
export interface DeclaredNames {
  readonly firstNames: NameInScripts;
  readonly familyName: NameInScripts;
}

export interface NameViolation {
  /** As in the declaration: `firstNames.latin`. */
  readonly field: `${keyof DeclaredNames}.${Script}`;
  readonly code: 'characters' | 'too-long' | 'too-many-first-names' | 'title';
}

/** First names as people count them: عبد الله, NOUR EDDINE and FATIMA ZAHRA are one each. */
function counted(words: readonly string[]): number {
  let count = 0;
  for (let at = 0; at < words.length; at++) {
    const pair = words.slice(at, at + 2).join('');
    if (words.length > at + 1 && compounds.some(([pattern]) => pattern.test(pair))) at += 1;
    count += 1;
  }
  return count;
}

/** So many letters after a title make a name of their own. */
const LEAST_NAME = 3;

const isTitle = (word: string, { titles, joinedTitles }: NameRules): boolean =>
  titles.has(word) || joinedTitles.some((title) => word.startsWith(title) && word.length >= title.length + LEAST_NAME);

/**
 * What the rules of names object to in a declaration; empty when it may stand. Fields that are absent are not asked for here. Never
 * throws.
 */
export function nameViolations(names: DeclaredNames, rules: NameRules = nameRules): NameViolation[] {
  const found: NameViolation[] = [];
  for (const part of ['firstNames', 'familyName'] as const) {
    for (const script of scripts) {
      const text = names[part][script];
      if (text === undefined) continue;
      const field = `${part}.${script}` as const;
      if (text.length > rules.longest) found.push({ field, code: 'too-long' });
      if (!rules.characters[script].test(text.trim())) found.push({ field, code: 'characters' });
      if (part === 'familyName') continue;
      const words = foldName(text);
      if (words.some((word) => isTitle(word, rules))) found.push({ field, code: 'title' });
      if (counted(words) > rules.mostFirstNames) found.push({ field, code: 'too-many-first-names' });
    }
  }
  return found;
}
