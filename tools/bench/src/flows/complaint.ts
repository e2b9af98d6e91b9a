import { arrivalTimes, openLoop, type Stretch } from '../load/open-loop.ts';
import { StepFailed, timed } from '../load/timed.ts';
import type { Place } from '../places.ts';
import { fileOne, settled } from './post.ts';
import { type Outcome, pick, progress, type Scene } from './scene.ts';

const ROUTED_WITHIN_MS = 15_000;
/** Nobody looks at a case many times a second: the looks must not become the load that is measured. */
const FIRST_LOOK_MS = 100;
const LONGEST_LOOK_MS = 1_600;

/** When a flow was meant to begin and what it took, in milliseconds of the run. */
export interface Run {
  readonly start: number;
  readonly took: number;
  readonly good: boolean;
}

/**
 * One complaint from its deposit to its answer, each step a call of its own by whoever does it: the citizen files and looks
 * until the case is assigned, the unit's member takes it and proposes, the validator approves.
 */
async function flow(scene: Scene, place: Place, from: number): Promise<void> {
  const { http, recorder, tokens } = scene;
  const { reference, trackingCode } = await fileOne(scene, place, from);
  await untilRouted(scene, reference, trackingCode);
  const command = async (name: string, account: string, body: object): Promise<void> => {
    const token = await tokens.of(`${account}.${place.name}`);
    const path = `/v1/complaints/${reference}/${name}`;
    await timed(http, recorder, name, { method: 'POST', path, token, body }, 200);
  };
  await command('take', 'technical', {});
  await command('propose-answer', 'technical', { text: 'تمت المعاينة وأنجزت الأشغال المطلوبة، ونشكركم على تبليغكم.' });
  await command('approve', 'validator', {});
  recorder.step('whole flow').record(performance.now() - from);
}

/** From the receipt until the citizen sees it assigned; looked at more and more rarely, each look a call too. */
async function untilRouted({ http, recorder }: Scene, reference: string, trackingCode: string): Promise<void> {
  const since = performance.now();
  for (
    let pause = FIRST_LOOK_MS;
    performance.now() - since < ROUTED_WITHIN_MS;
    pause = Math.min(pause * 2, LONGEST_LOOK_MS)
  ) {
    await new Promise((resolve) => setTimeout(resolve, pause));
    const look = {
      method: 'GET',
      path: `/v1/complaints/${reference}`,
      headers: { 'Tracking-Code': trackingCode },
    } as const;
    const answer = await timed(http, recorder, 'look', look, 200);
    const { status } = JSON.parse(answer.body) as { status: string };
    if (status === 'received') continue;
    if (status !== 'assigned') {
      recorder.error('routed', status);
      throw new StepFailed(`routed: ${status}`);
    }
    recorder.step('routed').record(performance.now() - since);
    return;
  }
  recorder.error('routed', 'not in time');
  throw new StepFailed('routed: not in time');
}

/** Flows at the given rates; every one is remembered with its intended start. */
export async function playFlows(
  scene: Scene,
  stretches: readonly Stretch[],
): Promise<{ seconds: number; runs: readonly Run[] }> {
  const runs: Run[] = [];
  const began = performance.now();
  const total = arrivalTimes(stretches);
  const end = progress(
    scene.say,
    () => `${runs.length} of ${total.length} flows ended, ${scene.recorder.errorCount} errors …`,
  );
  const seconds = await openLoop(total, async (_index, from) => {
    const good = await settled(flow(scene, pick(scene.places), from));
    runs.push({ start: from - began, took: performance.now() - from, good });
  });
  end();
  return { seconds, runs };
}

/** Whole complaint flows at a fixed rate. */
export async function complaintFlow(scene: Scene): Promise<Outcome> {
  const { rate, seconds } = scene.options;
  const played = await playFlows(scene, [{ rate, seconds }]);
  return {
    seconds: played.seconds,
    done: played.runs.filter((run) => run.good).length,
    more: { unfinished: played.runs.filter((run) => !run.good).length },
  };
}
