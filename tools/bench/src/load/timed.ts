import type { Answer, Call, Http } from './http.ts';
import type { Recorder } from './recorder.ts';

/** A step answered otherwise than it should; it is counted already. */
export class StepFailed extends Error {
  override readonly name = 'StepFailed';
}

/**
 * One call of a step, its duration recorded when it succeeds. `from` is the intended start of an open-loop arrival; else the
 * call is measured from its sending.
 * @throws StepFailed after counting the error
 */
export async function timed(
  http: Http,
  recorder: Recorder,
  step: string,
  call: Call,
  expected: number,
  from = performance.now(),
): Promise<Answer> {
  let answer: Answer;
  try {
    answer = await http.send(call);
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    recorder.error(step, reason);
    throw new StepFailed(`${step}: ${reason}`);
  }
  if (answer.status !== expected) {
    recorder.error(step, String(answer.status));
    throw new StepFailed(`${step}: ${answer.status} ${answer.body.slice(0, 300)}`);
  }
  recorder.step(step).record(performance.now() - from);
  return answer;
}
