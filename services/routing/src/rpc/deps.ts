import type { DirectoryCopy, Platform } from '@jamaa/kit';
import type { RuleBook } from '../store/rule-book.ts';

/** What the methods work with. */
export interface Deps {
  readonly platform: Platform;
  readonly book: RuleBook;
  readonly directory: DirectoryCopy;
}
