import { createRandom, type Random } from '../../seed/random.ts';
import type { Report } from '../likeness.ts';
import { farthestMetres } from '../neighbourhood.ts';
import { around, type Problem, problems } from './tellings.ts';

/** Two reports, and whether they tell of one problem. */
export interface Pair {
  readonly same: boolean;
  readonly what: 'same problem' | 'other problem, same street' | 'same problem, other street';
  readonly a: Report;
  readonly b: Report;
}

export type Half = 'train' | 'test';

/** Standard deviation of a telephone's position, metres, between houses. */
const GPS_METRES = 18;
const DAY_MS = 86_400_000;
const START = Date.parse('2026-06-01T09:00:00Z');

/**
 * Pairs told by two people each: of one problem, and near misses of both kinds. The halves share neither tellings nor the stream of
 * random numbers.
 */
export function labelledPairs(half: Half, count: number): Pair[] {
  const random = createRandom('labelled', half);
  return Array.from({ length: count }, (_, index) => {
    const problem = random.pick(problems);
    const place = { longitude: -7.6 + random.next() * 2, latitude: 33 + random.next() };
    const a = told(random, problem, half, place);
    if (index % 2 === 0) {
      return { same: true, what: 'same problem', a, b: told(random, problem, half, place, a) } as const;
    }
    if (index % 4 === 1) {
      const mates = problems.filter((one) => one.category === problem.category && one !== problem);
      const other = random.pick(mates.length > 0 ? mates : problems.filter((one) => one !== problem));
      return { same: false, what: 'other problem, same street', a, b: told(random, other, half, place, a) } as const;
    }
    const metres = farthestMetres(problem.category) * (0.75 + random.next() * 2);
    const angle = random.next() * 2 * Math.PI;
    const elsewhere = moved(place, metres * Math.cos(angle), metres * Math.sin(angle));
    return {
      same: false,
      what: 'same problem, other street',
      a,
      b: told(random, problem, half, elsewhere, a),
    } as const;
  });
}

function told(random: Random, problem: Problem, half: Half, place: Report['location'], first?: Report): Report {
  const core = random.pick(problem[half].filter((one) => first === undefined || !first.text.includes(one)));
  const text = `${random.pick(around.before)}${core}${random.pick(around.where)}${random.pick(around.after)}`;
  const noise = (): number => (random.next() + random.next() + random.next() - 1.5) * 2 * GPS_METRES;
  return {
    category: problem.category,
    location: moved(place, noise(), noise()),
    text: random.chance(0.4) ? withSlip(random, text) : text,
    at: new Date((first?.at.getTime() ?? START) + random.next() * 20 * DAY_MS),
  };
}

/** A slip of the finger: one letter left out, doubled, or exchanged with the next. */
function withSlip(random: Random, text: string): string {
  const at = 1 + random.below(text.length - 2);
  const [before, letter, after] = [text.slice(0, at), text.slice(at, at + 1), text.slice(at + 1)];
  return random.pick([
    before + after,
    before + letter + letter + after,
    before + after.slice(0, 1) + letter + after.slice(1),
  ]);
}

const moved = ({ longitude, latitude }: Report['location'], east: number, north: number): Report['location'] => ({
  longitude: longitude + east / (111_320 * Math.cos((latitude * Math.PI) / 180)),
  latitude: latitude + north / 110_574,
});
