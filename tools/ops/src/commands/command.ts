import type { Ask } from '../ask.ts';
import type { Options } from '../options.ts';
import type { Target } from '../target.ts';

export interface Work {
  readonly options: Options;
  readonly target: Target;
  readonly ask: Ask;
  /** To standard output: the answer. */
  print(text: string): void;
  /** To standard error: progress. */
  tell(text: string): void;
}

export type Command = (work: Work) => Promise<void>;
