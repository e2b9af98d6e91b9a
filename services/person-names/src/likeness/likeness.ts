import type { Identity } from '../types.ts';
import { foldName } from '../words.ts';
import { dateLikeness } from './birth-date.ts';
import { nameLikeness, readName } from './name-likeness.ts';

/** What each part weighs (our rule, tuned on the training half of the benchmark); parts not known to both are left out. */
export const weights = { firstNames: 30, familyName: 25, birthDate: 25, father: 8, mother: 8, birthPlace: 4 } as const;
type Part = keyof typeof weights;

/** What is left of the whole when the sexes differ. */
const OTHER_SEX = 0.85;
/** Below this the first names are two names: of brothers and twins all the rest agrees. */
const ANOTHER_FIRST_NAME = 0.7;
const ANOTHER_CHILD = 0.75;
/** Both parents are other people: a namesake. */
const ANOTHER_PARENT = 0.7;
const NAMESAKE = 0.8;
/** With less weight than this known to both, agreement proves little: names alone are shared by thousands. */
const ENOUGH_KNOWN = 75;

/** From this {@link duplicateScore} on a declaration is stopped and shown beside the act that may be the same. */
export const DUPLICATE_THRESHOLD = 0.82;

interface Compared {
  readonly parts: Readonly<Partial<Record<Part, number>>>;
  readonly known: number;
  readonly likeness: number;
}

function placeLikeness(a: string | undefined, b: string | undefined): number | undefined {
  if (a === undefined || b === undefined) return undefined;
  if (a.trim() === b.trim()) return 1;
  const script = (text: string) => readName({ arabic: text });
  return foldName(a).length > 0 && foldName(b).length > 0 ? nameLikeness(script(a), script(b)) : 0;
}

function compare(a: Identity, b: Identity): Compared {
  const names = (part: 'firstNames' | 'familyName' | 'father' | 'mother'): number | undefined =>
    nameLikeness(readName(a[part]), readName(b[part]));
  const parts: Partial<Record<Part, number>> = {
    firstNames: names('firstNames'),
    familyName: names('familyName'),
    birthDate: dateLikeness(a.birthDate, b.birthDate),
    father: names('father'),
    mother: names('mother'),
    birthPlace: placeLikeness(a.birthPlace, b.birthPlace),
  };
  let [known, sum] = [0, 0];
  for (const part of Object.keys(weights) as Part[]) {
    const value = parts[part];
    if (value === undefined) continue;
    known += weights[part];
    sum += weights[part] * value;
  }
  const sexes = a.sex !== undefined && b.sex !== undefined && a.sex !== b.sex ? OTHER_SEX : 1;
  return { parts, known, likeness: known === 0 ? 0 : (sum / known) * sexes };
}

/**
 * How alike two identities are, 0 to 1, to rank what a search has found: the weighted mean ({@link weights}) of the parts known to
 * both, 0 when there is none. Symmetric; 1 for itself.
 */
export const likeness = (a: Identity, b: Identity): number => compare(a, b).likeness;

/**
 * How likely two identities are one person declared twice, 0 to 1: {@link likeness}, lowered where first names are two names
 * (brothers, twins), where both parents are other people (namesakes), and where little is known to both. A reason to look, never a decision: see {@link DUPLICATE_THRESHOLD}. Symmetric.
 */
export function duplicateScore(a: Identity, b: Identity): number {
  const { parts, known, likeness: alike } = compare(a, b);
  const child = (parts.firstNames ?? 1) < ANOTHER_FIRST_NAME ? ANOTHER_CHILD : 1;
  const { father = 1, mother = 1 } = parts;
  const parents = Math.max(father, mother) < ANOTHER_PARENT ? NAMESAKE : 1;
  return alike * child * parents * Math.min(1, known / ENOUGH_KNOWN);
}
