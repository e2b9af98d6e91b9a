import { closedLoop } from '../load/open-loop.ts';
import { timed } from '../load/timed.ts';
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
  const end = progress(say, () => `${done} searches, ${recorder.errorCount} errors …`);
  const seconds = await closedLoop(options.clients ?? 1, options.seconds, async () => {
    const kind = pick(kinds);
    const token = await tokens.of(pick([`gestionnaire.${pick(places).name}`, 'callcentre']));
    const from = performance.now();
    const path = `/v1/complaints?limit=50&search=${encodeURIComponent(words(kind))}`;
    if (!(await settled(timed(http, recorder, kind, { method: 'GET', path, token }, 200)))) return;
    done += 1;
    recorder.step('all searches').record(performance.now() - from);
  });
  end();
  return { seconds, done };
}
