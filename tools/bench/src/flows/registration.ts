import { z } from 'zod';
import { type Bureau, mainBureaux, openBureaux } from '../civil/bureaux.ts';
import { type Calls, createCalls } from '../civil/calls.ts';
import { type Declared, madeUpEvents } from '../civil/made-up.ts';
import { closedLoop } from '../load/open-loop.ts';
import { settled } from './post.ts';
import { type Outcome, pick, progress, type Scene } from './scene.ts';

const answered = z.object({
  declaration: z.object({ id: z.string() }),
  duplicates: z.array(z.object({ otherId: z.string(), distinguished: z.boolean().default(false) })).default([]),
});
type Answered = z.infer<typeof answered>;

/** More than any machine registers in a second. */
const MOST_A_SECOND = 150;

let next = 0;

/** Births and deaths from the first word of them to the signed act, as registrars, officers and a hospital work. */
export async function registrationFlow(scene: Scene): Promise<Outcome> {
  const { options, recorder, say } = scene;
  const calls = createCalls(scene);
  const all = await openBureaux(calls);
  const bureaux = options.oneRegister ? mainBureaux.slice(0, 1) : all;
  const event = await madeUpEvents(next + options.seconds * MOST_A_SECOND);
  const told = { lookAlikes: 0, preDeclared: 0 };
  let done = 0;
  const draw = (bureau: Bureau): Declared => {
    for (;;) {
      const one = event(next, bureau.commune);
      next += 1;
      if (!options.oneRegister || 'birth' in one) return one;
    }
  };
  const end = progress(say, () => `${done} acts, ${recorder.errorCount} errors …`);
  const seconds = await closedLoop(options.clients ?? 1, options.seconds, async () => {
    const bureau = pick(bureaux);
    const from = performance.now();
    if (!(await settled(registered(calls, bureau, draw(bureau), told)))) return;
    recorder.step('whole way').record(performance.now() - from);
    done += 1;
  });
  end();
  return { seconds, done, more: { clients: options.clients, bureaux: bureaux.length, ...told } };
}

async function registered(
  calls: Calls,
  bureau: Bureau,
  event: Declared,
  told: { lookAlikes: number; preDeclared: number },
): Promise<void> {
  const [registrar, officer] = [`registrar.${bureau.place}`, `civil-officer.${bureau.place}`];
  const body = { bureauId: bureau.id, ...event };
  const post = async (step: string, path: string, sent: object, expected: number): Promise<Answered> =>
    answered.parse(await calls.post(registrar, step, `/v1/civil/declarations${path}`, sent, expected));
  let declared: Answered;
  // A hospital makes known every other birth of its town.
  if ('birth' in event && bureau.place === 'sefrou' && Math.random() < 0.5) {
    told.preDeclared += 1;
    const known = await calls.post('health.sefrou', 'pre-declare', '/v1/civil/pre-declarations', body, 201);
    declared = await post('complete', `/${answered.parse(known).declaration.id}/complete`, body, 200);
  } else declared = await post('declare', '', body, 201);
  const { id } = declared.declaration;
  const distinguish = async (alike: Answered['duplicates']): Promise<void> => {
    for (const { otherId, distinguished } of alike) {
      if (distinguished) continue;
      told.lookAlikes += 1;
      await post('distinguish', `/${id}/distinguish`, { otherId, text: 'شخص آخر يحمل الاسم نفسه' }, 200);
    }
  };
  await distinguish(declared.duplicates);
  await post('review', `/${id}/review`, {}, 200);
  // One that looks alike may have been declared meanwhile: the officer looks before signing.
  const seen = await calls.get(registrar, 'look-alikes', `/v1/civil/declarations/${id}/duplicates`);
  await distinguish(answered.parse(seen).duplicates);
  await calls.post(officer, 'register', `/v1/civil/declarations/${id}/register`, {}, 201);
}
