import { arrivalTimes, closedLoop, openLoop } from '../load/open-loop.ts';
import { StepFailed, timed } from '../load/timed.ts';
import type { Place } from '../places.ts';
import { type Outcome, pick, progress, type Scene } from './scene.ts';

/** Categories that the technical unit of a commune handles. */
const categories = ['VOI', 'ECL', 'DEC', 'DPS', 'ESV', 'MOB', 'CIR'];
const texts = [
  'مصباح الإنارة العمومية معطل أمام المدرسة منذ أسبوع، نرجو التدخل في أقرب وقت.',
  'حفرة كبيرة وسط الطريق قرب السوق الأسبوعي، وقد وقعت حوادث بسببها.',
  'Le lampadaire devant l’école ne s’allume plus depuis une semaine. Merci d’intervenir.',
  'Les ordures ne sont plus ramassées au quartier Nahda depuis trois jours.',
];

export interface Filed {
  readonly reference: string;
  readonly trackingCode: string;
}

/** Files one complaint. @param from the intended start, where arrivals do not wait for answers */
export async function fileOne(
  { http, recorder }: Pick<Scene, 'http' | 'recorder'>,
  place: Place,
  from?: number,
): Promise<Filed> {
  const number = Math.floor(Math.random() * 100_000);
  const body = {
    kind: 'reclamation',
    category: pick(categories),
    language: 'ar',
    description: pick(texts),
    location: place.draw(),
    complainant: {
      name: 'أمينة العلوي',
      phone: `06000${String(number).padStart(5, '0')}`,
      email: `bench.${number}@courriel.example`,
    },
  };
  const answer = await timed(http, recorder, 'POST', { method: 'POST', path: '/v1/complaints', body }, 201, from);
  return JSON.parse(answer.body) as Filed;
}

/** Errors are counted where they happen; anything else is a fault of the bench itself. */
export async function settled(run: Promise<unknown>): Promise<boolean> {
  try {
    await run;
    return true;
  } catch (error) {
    if (error instanceof StepFailed) return false;
    throw error;
  }
}

/** POST alone: at a fixed rate of arrivals, or as fast as so many clients get answers. */
export async function postFlow(scene: Scene): Promise<Outcome> {
  const { options, places, recorder, say } = scene;
  const { clients, rate, seconds } = options;
  const end = progress(say, () => `${recorder.step('POST').count} accepted, ${recorder.errorCount} errors …`);
  const took =
    clients === undefined
      ? await openLoop(
          arrivalTimes([{ rate, seconds }]),
          async (_index, from) => void (await settled(fileOne(scene, pick(places), from))),
        )
      : await closedLoop(clients, seconds, async () => void (await settled(fileOne(scene, pick(places)))));
  end();
  return { seconds: took, done: recorder.step('POST').count };
}
