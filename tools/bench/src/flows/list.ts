import { closedLoop } from '../load/open-loop.ts';
import { timed } from '../load/timed.ts';
import { settled } from './post.ts';
import { type Outcome, pick, progress, type Scene } from './scene.ts';

/** What staff look at: the newest of their commune, what is open and due first, what waits for them, one theme. */
const queries = [
  ['newest', 'limit=50'],
  ['due first', 'limit=50&sort=due'],
  ['open', 'limit=50&state=assigned&state=in-progress'],
  ['overdue', 'limit=50&overdue=true&sort=due'],
  ['one theme', 'limit=50&category=ECL'],
] as const;

/** Lists of 50 as a coordinator of complaints sees them. */
export async function listFlow(scene: Scene): Promise<Outcome> {
  const { http, options, places, recorder, say, tokens } = scene;
  let done = 0;
  const end = progress(say, () => `${done} lists, ${recorder.errorCount} errors …`);
  const seconds = await closedLoop(options.clients ?? 1, options.seconds, async () => {
    const [name, query] = pick(queries);
    const token = await tokens.of(`gestionnaire.${pick(places).name}`);
    const from = performance.now();
    const good = await settled(
      timed(http, recorder, name, { method: 'GET', path: `/v1/complaints?${query}`, token }, 200),
    );
    if (!good) return;
    done += 1;
    recorder.step('all lists').record(performance.now() - from);
  });
  end();
  return { seconds, done };
}
