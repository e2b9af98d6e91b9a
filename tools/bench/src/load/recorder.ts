import { createSamples, type Samples, type Summary } from './samples.ts';

/** What became of every call of a run: durations by step, and errors by step and reason. */
export interface Recorder {
  step(name: string): Samples;
  /** `reason` is the HTTP status, or what went wrong before there was one. */
  error(step: string, reason: string): void;
  readonly errors: Readonly<Record<string, number>>;
  readonly errorCount: number;
  steps(): Readonly<Record<string, Summary>>;
}

export function createRecorder(): Recorder {
  const steps = new Map<string, Samples>();
  const errors: Record<string, number> = {};
  let errorCount = 0;
  return {
    step(name) {
      const known = steps.get(name) ?? createSamples();
      steps.set(name, known);
      return known;
    },
    error(step, reason) {
      errorCount += 1;
      const key = `${step} ${reason}`;
      errors[key] = (errors[key] ?? 0) + 1;
    },
    errors,
    get errorCount() {
      return errorCount;
    },
    steps: () => Object.fromEntries([...steps].map(([name, samples]) => [name, samples.summary()])),
  };
}
