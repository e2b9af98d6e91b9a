import { portsFrom } from '@jamaa/stack';
import { closedLoop } from '../load/open-loop.ts';
import { timed } from '../load/timed.ts';
import { metricIn } from '../result/commits.ts';
import { fileOne, settled } from './post.ts';
import { type Outcome, pick, progress, type Scene } from './scene.ts';

/** What is typed, in the words of the seed: half of the accounts see one commune, half the country. */
const typed = {
  'name words': ['محمد العلوي', 'فاطمة بناني', 'Mohamed Alaoui', 'أمينة الإدريسي'],
  'rare word': ['جرذان', 'moustiques', 'toboggan', 'مزلاج'],
  'common word': ['مدرسة', 'rue', 'حفرة', 'souk'],
  'two common words': ['مدرسة أسبوع', 'الطريق خطر', 'lampadaire école', 'السوق شهر'],
  'four words': ['حفرة كبيرة وسط الطريق', 'الإنارة العمومية معطل مدرسة'],
  address: ['شارع الحسن الثاني', 'rue des Palmiers 12', 'زنقة النخيل'],
  darija: ['7ofra f triq', 'zen9a'],
} as const;

type Kind = keyof typeof typed | 'reference' | 'phone';
const kinds: readonly Kind[] = [...(Object.keys(typed) as (keyof typeof typed)[]), 'reference', 'phone'];

interface Told {
  searches: number;
  rows: number;
  truncated: number;
}

/** Searches of fifty as coordinators of a commune, and as an observer of the country. */
export async function searchFlow(scene: Scene): Promise<Outcome> {
  const { http, options, places, recorder, say, tokens } = scene;
  const filed = await fileOne(scene, pick(places));
  const words = (kind: Kind): string => {
    if (kind === 'reference') return filed.reference;
    if (kind === 'phone') return `06000${String(Math.floor(Math.random() * 100_000)).padStart(5, '0')}`;
    return pick(typed[kind]);
  };
  let done = 0;
  // Beside the time of each kind what was found: quick because less is looked at would show here.
  const told = new Map<Kind, Told>();
  const end = progress(say, () => `${done} searches, ${recorder.errorCount} errors …`);
  const lookedBefore = await looked(options.port);
  const seconds = await closedLoop(options.clients ?? 1, options.seconds, async () => {
    const kind = pick(kinds);
    const token = await tokens.of(pick([`gestionnaire.${pick(places).name}`, 'callcentre']));
    const from = performance.now();
    const path = `/v1/complaints?limit=50&search=${encodeURIComponent(words(kind))}`;
    const asked = timed(http, recorder, kind, { method: 'GET', path, token }, 200);
    if (!(await settled(asked))) return;
    done += 1;
    recorder.step('all searches').record(performance.now() - from);
    const answer = JSON.parse((await asked).body) as { complaints: unknown[]; truncated?: boolean };
    const sum = told.get(kind) ?? { searches: 0, rows: 0, truncated: 0 };
    told.set(kind, {
      searches: sum.searches + 1,
      rows: sum.rows + answer.complaints.length,
      truncated: sum.truncated + (answer.truncated === true ? 1 : 0),
    });
  });
  end();
  const found = Object.fromEntries([...told].map(([kind, sum]) => [kind, shares(sum)]));
  const rowsLookedAt = Math.round(((await looked(options.port)) - lookedBefore) / Math.max(1, done));
  return { seconds, done, more: { rowsLookedAt, found } };
}

/** Rows that searches for words have looked at since intake began. */
async function looked(port: number): Promise<number> {
  const answer = await fetch(`http://127.0.0.1:${portsFrom(port).admin('intake')}/metrics`, {
    signal: AbortSignal.timeout(5_000),
  });
  return metricIn(await answer.text(), 'jamaa_intake_searched_rows_total');
}

/** Rows of a search on the average, and the share of searches that did not look at everything. */
const shares = ({ searches, rows, truncated }: Told): Readonly<Record<string, number>> => ({
  rows: Math.round((10 * rows) / searches) / 10,
  truncated: Math.round((100 * truncated) / searches) / 100,
});
