import { describe, expect, it } from '@jest/globals';
import { type Half, labelledPairs } from './labelled/pairs.ts';
import { likeness, THRESHOLD, textLikeness } from './likeness.ts';

const PAIRS = 2_000;

function measured(half: Half) {
  const pairs = labelledPairs(half, PAIRS).map((pair) => ({ ...pair, offered: likeness(pair.a, pair.b) >= THRESHOLD }));
  const count = (of: (pair: (typeof pairs)[number]) => boolean): number => pairs.filter(of).length;
  const right = count(({ same, offered }) => same && offered);
  return {
    recall: right / count(({ same }) => same),
    precision: right / count(({ offered }) => offered),
    wrong: ['other problem, same street', 'same problem, other street'].map(
      (what) => [what, count((one) => one.what === what && one.offered)] as const,
    ),
  };
}

describe('likely duplicates', () => {
  it('of what no weight was tuned on: four of five are found, nine of ten that are offered are right', () => {
    const { recall, precision, wrong } = measured('test');
    process.stdout.write(
      `duplicates: recall ${recall.toFixed(3)}, precision ${precision.toFixed(3)}, ${wrong.join('; ')}\n`,
    );
    expect(recall).toBeGreaterThanOrEqual(0.8);
    expect(precision).toBeGreaterThanOrEqual(0.9);
  });

  it('of what the weights were tuned on, no worse', () => {
    const { recall, precision, wrong } = measured('train');
    process.stdout.write(
      `tuned on: recall ${recall.toFixed(3)}, precision ${precision.toFixed(3)}, ${wrong.join('; ')}\n`,
    );
    expect(recall).toBeGreaterThanOrEqual(0.8);
    expect(precision).toBeGreaterThanOrEqual(0.9);
  });

  const here = { longitude: -4.83, latitude: 33.83 };
  const at = new Date('2026-11-02T09:00:00Z');
  const lamp = { category: 'ECL', location: here, text: 'مصباح معطل', at };

  it('is symmetric, and 0 for a category that is no neighbour', () => {
    for (const { a, b } of labelledPairs('train', 40)) expect(likeness(a, b)).toBe(likeness(b, a));
    expect(likeness(lamp, { ...lamp, category: 'CIV' })).toBe(0);
  });

  it('falls with distance and with time', () => {
    const far = { ...lamp, location: { ...here, latitude: here.latitude + 0.002 } };
    const late = { ...lamp, at: new Date(at.getTime() + 60 * 86_400_000) };
    expect(likeness(lamp, lamp)).toBeGreaterThan(likeness(lamp, late));
    expect(likeness(lamp, late)).toBeGreaterThan(likeness(lamp, far));
  });

  it('a text without anything in common is never enough', () => {
    expect(likeness(lamp, { ...lamp, text: 'poteau' })).toBeLessThan(THRESHOLD);
  });

  it.each([
    ['Arabic and French', 'حفرة وسط الطريق', 'un nid-de-poule'],
    ['Arabic and darija in Latin letters', 'حفرة وسط الطريق', '7ofra f tri9'],
    ['French and darija', 'le trottoir est défoncé', 'الطروطوار مهرس'],
    ['a slip of the finger', 'مصباح الإنارة', 'مصباخ الانرة'],
  ])('brings together %s', (_what, a, b) => expect(textLikeness(a, b)).toBeGreaterThan(0.6));
});
