import fc from 'fast-check';
import { dayOf, isoOf } from './oracle/days.ts';
import { type Act, answer, handlerOf, type Script, SEFROU, unitOf } from './script.ts';

/** What a generated case lives through, day by day from its receipt. */
const lives = ['left', 'answered', 'complement', 'abandoned', 'recategorised', 'withdrawn', 'reopened'] as const;

const kinds = ['reclamation', 'reclamation', 'reclamation', 'observation', 'suggestion'] as const;
const categories = ['VOI', 'ECL', 'DEC', 'DPS', 'ESV', 'HYG', 'ANI', 'NUI', 'CIV', 'LEG', 'INF'] as const;

const life = fc.record({
  day: fc.integer({ min: 0, max: 70 }),
  hour: fc.integer({ min: 9, max: 17 }),
  category: fc.constantFrom(...categories),
  kind: fc.constantFrom(...kinds),
  life: fc.constantFrom(...lives),
  waits: fc.tuple(fc.integer({ min: 1, max: 25 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 })),
});

/** Cases that nobody thought of, always the same for a seed, so that a failure can be told apart from the weather. */
export const generatedScripts = (amount: number, seed: number): Script[] =>
  fc.sample(life, { numRuns: amount, seed }).map((one, index) => {
    const first = dayOf('2026-02-02') + one.day;
    const at = `${isoOf(first)} ${String(one.hour).padStart(2, '0')}:${String(10 + (index % 45)).padStart(2, '0')}`;
    const name = `generated ${index}: ${one.life} ${one.category} ${one.kind}`;
    return { name, at, kind: one.kind, category: one.category, acts: actsOf(one, first) };
  });

function actsOf({ category, life: what, waits }: Generated, first: number): Act[] {
  const unit = unitOf(category, first);
  const by = handlerOf[unit] ?? '';
  const [a, b, c] = waits;
  const on = (days: number): string => isoOf(first + days);
  const ask: Act[] = [
    { at: `${on(a)} 13:00`, by, command: 'take' },
    { at: `${on(a)} 14:00`, by, command: 'ask-complement', body: { text: 'المرجو توضيح المكان' } },
  ];
  switch (what) {
    case 'left':
      return [];
    case 'answered':
      return answer(on(a), unit);
    case 'complement':
      return [...ask, { at: `${on(a + b)} 15:00`, by: 'citizen', command: 'complement', body: { text: 'قرب المسجد' } }];
    case 'abandoned':
      return ask;
    case 'withdrawn':
      return [{ at: `${on(a)} 19:00`, by: 'citizen', command: 'withdraw' }];
    case 'reopened':
      return [
        ...answer(on(a), unit),
        { at: `${on(a + c)} 20:00`, by: 'citizen', command: 'reopen', body: { text: 'لم يصلح' } },
      ];
    case 'recategorised': {
      const other = category === 'VOI' ? 'HYG' : 'VOI';
      const body = { organisation: SEFROU, unit: unitOf(other, first), category: other, text: 'تصحيح الصنف' };
      return [{ at: `${on(a)} 09:30`, by: 'gestionnaire.sefrou', command: 'assign', body }];
    }
  }
}

type Generated = typeof life extends fc.Arbitrary<infer T> ? T : never;
