import { createCalls } from '../civil/calls.ts';
import { storedActs } from '../civil/stored.ts';
import { closedLoop } from '../load/open-loop.ts';
import { settled } from './post.ts';
import { type Outcome, pick, progress, type Scene } from './scene.ts';

/** Of ten documents nine are extracts. */
const FULL_COPY_SHARE = 0.1;

/** Documents of stored acts at the counter: drawn, sealed, time-stamped, kept; one is what one client asks for after the other. */
export async function documentsFlow(scene: Scene): Promise<Outcome> {
  const { options, recorder, say } = scene;
  const calls = createCalls(scene);
  const acts = await storedActs(calls);
  let done = 0;
  const end = progress(say, () => `${done} documents, ${recorder.errorCount} errors …`);
  const seconds = await closedLoop(options.clients ?? 1, options.seconds, async () => {
    const { id, place } = pick(acts);
    const kind = Math.random() < FULL_COPY_SHARE ? 'full-copy' : 'extract';
    const language = pick(['ar', 'fr']);
    const path = `/v1/civil/acts/${id}/documents`;
    if (await settled(calls.post(`registrar.${place}`, kind, path, { kind, language }, 201))) done += 1;
  });
  end();
  return { seconds, done, more: { clients: options.clients } };
}
