import { joinedTitles, titles } from '../particles.ts';
import type { Script } from '../types.ts';
import { characters } from './characters.ts';

/**
 * Rules of names, dated configuration: law 36-21 and decree 2-22-04 allow two first names at most and no title in them. The wording of
 * their lists is not verified, so the lists are ours, and another set of rules may stand beside this one with its own first day.
 */
export interface NameRules {
  /** First day on which they hold. */
  readonly validFrom: string;
  readonly source: string;
  /** Whether the lists were checked against the text. */
  readonly verified: boolean;
  readonly mostFirstNames: number;
  /** Folded, see `foldName`. */
  readonly titles: ReadonlySet<string>;
  /** Found in front of a name, too. */
  readonly joinedTitles: readonly string[];
  readonly characters: Readonly<Record<Script, RegExp>>;
  /** Characters of a field, at most. */
  readonly longest: number;
}

export const nameRules: NameRules = {
  validFrom: '2023-01-01',
  source: 'law 36-21, decree 2-22-04',
  verified: false,
  mostFirstNames: 2,
  titles,
  joinedTitles,
  characters,
  longest: 100,
};
