import { z } from 'zod';
import { createCalls } from '../civil/calls.ts';
import { misspell } from '../civil/misspell.ts';
import { cardsOf, personOf, type StoredAct, storedActs } from '../civil/stored.ts';
import { closedLoop } from '../load/open-loop.ts';
import { settled } from './post.ts';
import { type Outcome, pick, progress, type Scene } from './scene.ts';

type Question = Readonly<Record<string, string | number>>;

const named = (act: StoredAct, script: 'ar' | 'latin' | 'tifinagh', otherwise = false): Question => {
  const { firstNames, familyName } = personOf(act);
  const write = (name = ''): string =>
    otherwise && script !== 'tifinagh' ? misspell(name, script, Math.random()) : name;
  return { firstNames: write(firstNames?.[script]), familyName: write(familyName?.[script]) };
};

/** What clerks ask of an act that they look for; nothing where this act does not tell it. */
const questions: Readonly<Record<string, (act: StoredAct) => Question | undefined>> = {
  'act number': ({ kind, bureauId, year, number }) => ({ kind, bureauId, year, number }),
  IDCS: ({ idcs }) => (idcs === '' ? undefined : { idcs }),
  CIN: (act) => (cardsOf(act).length === 0 ? undefined : { nationalId: pick(cardsOf(act)) }),
  'Arabic, day': (act) => ({ ...named(act, 'ar'), birthDate: personOf(act).birthDate }),
  'Arabic misspelt, day': (act) => ({ ...named(act, 'ar', true), birthDate: personOf(act).birthDate }),
  'Latin misspelt, day': (act) => ({ ...named(act, 'latin', true), birthDate: personOf(act).birthDate }),
  'Tifinagh, day': (act) => ({ ...named(act, 'tifinagh'), birthDate: personOf(act).birthDate }),
  'Latin misspelt, year': (act) => ({
    ...named(act, 'latin', true),
    birthYear: Number(personOf(act).birthDate.slice(0, 4)),
  }),
  'Arabic, no date': (act) => named(act, 'ar'),
  'first name and day': (act) => ({
    firstNames: named(act, 'ar')['firstNames'] ?? '',
    birthDate: personOf(act).birthDate,
  }),
  nobody: () => ({ firstNames: 'ثاقبة', familyName: 'ضغظذ', birthDate: '1901-02-03' }),
};
const kinds = Object.keys(questions);

const answer = z.object({
  acts: z.array(z.object({ id: z.string() })).default([]),
  truncated: z.boolean().default(false),
});

interface Told {
  searches: number;
  rows: number;
  found: number;
  truncated: number;
}

/** Searches of twenty by clerks of two communes for acts of their own bureaux that are stored. */
export async function actSearchFlow(scene: Scene): Promise<Outcome> {
  const { options, recorder, say } = scene;
  const calls = createCalls(scene);
  const acts = await storedActs(calls);
  const told = new Map<string, Told>();
  let done = 0;
  const end = progress(say, () => `${done} searches, ${recorder.errorCount} errors …`);
  const seconds = await closedLoop(options.clients ?? 1, options.seconds, async () => {
    const [kind, act] = [pick(kinds), pick(acts)];
    const question = questions[kind]?.(act);
    if (question === undefined) return;
    const asked = new URLSearchParams(
      Object.entries(question).map(([name, value]): [string, string] => [name, String(value)]),
    );
    const from = performance.now();
    const asking = calls.get(`registrar.${act.place}`, kind, `/v1/civil/acts?${asked}`);
    if (!(await settled(asking))) return;
    recorder.step('all searches').record(performance.now() - from);
    done += 1;
    const { acts: found, truncated } = answer.parse(await asking);
    const sum = told.get(kind) ?? { searches: 0, rows: 0, found: 0, truncated: 0 };
    told.set(kind, {
      searches: sum.searches + 1,
      rows: sum.rows + found.length,
      found: sum.found + (found.some(({ id }) => id === act.id) ? 1 : 0),
      truncated: sum.truncated + (truncated ? 1 : 0),
    });
  });
  end();
  return { seconds, done, more: { found: Object.fromEntries([...told].map(([kind, sum]) => [kind, shares(sum)])) } };
}

/** Rows of an answer on the average; shares of answers that hold the act looked for, and that say there is more. */
const shares = ({ searches, rows, found, truncated }: Told): Readonly<Record<string, number>> => ({
  rows: Math.round((10 * rows) / searches) / 10,
  found: Math.round((100 * found) / searches) / 100,
  truncated: Math.round((100 * truncated) / searches) / 100,
});
