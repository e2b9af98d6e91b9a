import type { PersonRecord } from './clerks.ts';

// Looked up once: in a test's own realm each look-up of a global is slow.
const { min, max } = Math;

/** Plain edit distance of Levenshtein: letters put in, left out or exchanged. */
export function editDistance(a: string, b: string): number {
  const row: number[] = [];
  for (let j = 0; j <= b.length; j++) row.push(j);
  for (let i = 1; i <= a.length; i++) {
    let diagonal = i - 1;
    row[0] = i;
    for (let j = 1; j <= b.length; j++) {
      const above = row[j] ?? 0;
      const same = a.charCodeAt(i - 1) === b.charCodeAt(j - 1) ? 0 : 1;
      row[j] = min(above + 1, (row[j - 1] ?? 0) + 1, diagonal + same);
      diagonal = above;
    }
  }
  return row[b.length] ?? 0;
}

/**
 * What is usual without a library: names and date in one line, in a script that both have, compared letter by letter; 0 to 1. Parents
 * are compared where both have them.
 */
export function plainLikeness(a: PersonRecord, b: PersonRecord): number {
  const line = (record: PersonRecord, script: 'arabic' | 'latin', parents: boolean): string | undefined => {
    const { firstNames, familyName, birthDate = '', father, mother } = record;
    if (firstNames[script] === undefined) return undefined;
    const names = [firstNames[script], familyName[script], birthDate];
    return (parents ? [...names, father?.[script], mother?.[script]] : names).join(' ');
  };
  const parents = [a, b].every(({ father, mother }) => father !== undefined && mother !== undefined);
  const scores = (['latin', 'arabic'] as const).map((script) => {
    const [one, other] = [line(a, script, parents), line(b, script, parents)];
    if (one === undefined || other === undefined) return 0;
    return 1 - editDistance(one, other) / max(one.length, other.length);
  });
  return max(...scores);
}
