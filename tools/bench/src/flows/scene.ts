import type { Http } from '../load/http.ts';
import type { Recorder } from '../load/recorder.ts';
import type { BenchOptions } from '../options.ts';
import type { Place } from '../places.ts';
import type { BenchStack } from '../stack.ts';
import type { Tokens } from '../tokens.ts';

/** What a flow works with. */
export interface Scene {
  readonly options: BenchOptions;
  readonly stack: BenchStack;
  readonly http: Http;
  readonly tokens: Tokens;
  readonly places: readonly Place[];
  readonly recorder: Recorder;
  readonly say: (line: string) => void;
}

/** What a run came to, beside the steps and errors of the recorder. */
export interface Outcome {
  readonly seconds: number;
  /** Flows, or calls, that ended well. */
  readonly done: number;
  readonly more?: Readonly<Record<string, unknown>>;
}

export const pick = <T>(choices: readonly T[]): T => {
  const chosen = choices[Math.floor(Math.random() * choices.length)];
  if (chosen === undefined) throw new RangeError('nothing to pick from');
  return chosen;
};

/** Calls back now and then with what has been done so far; returns a function that ends it. */
export function progress(say: (line: string) => void, line: () => string): () => void {
  const timer = setInterval(() => say(line()), 5_000);
  return () => clearInterval(timer);
}
