const spellings: readonly (readonly [RegExp, string])[] = [
  [/^(?:tch|sch|ch|sh)/u, 'ش'],
  [/^kh/u, 'خ'],
  [/^gh/u, 'غ'],
  [/^(?:dj|j|g(?=[eiy]))/u, 'ج'],
  [/^th/u, 'ت'],
  [/^dh/u, 'ض'],
  [/^(?:ph|f|v)/u, 'ف'],
  [/^(?:gu(?=[ei])|g)/u, 'ك'],
  [/^(?:s|c(?=[eiy]))/u, 'س'],
  [/^q/u, 'ق'],
  [/^(?:ck|k|c)/u, 'ك'],
  [/^x/u, 'كس'],
  [/^[bp]/u, 'ب'],
  [/^t/u, 'ت'],
  [/^d/u, 'د'],
  [/^h$/u, ''],
  [/^h/u, 'ح'],
  [/^r/u, 'ر'],
  [/^z/u, 'ز'],
  [/^l/u, 'ل'],
  [/^m/u, 'م'],
  [/^n/u, 'ن'],
  [/^(?:ou|oo|o|u|w)/u, 'و'],
  [/^(?:ay|ai|ey|ei|y|i)/u, 'ي'],
  [/^(?:ae|aa)$/u, 'اء'],
  [/^a$/u, 'ة'],
];

interface Habits {
  /** Whether an a of an open syllable is taken for a long one. */
  readonly long: boolean;
  readonly h: 'ح' | 'ه';
  readonly last: 'ة' | 'ا';
}

const habits: readonly Habits[] = [
  { long: true, h: 'ح', last: 'ة' },
  { long: false, h: 'ح', last: 'ة' },
  { long: true, h: 'ه', last: 'ة' },
  { long: true, h: 'ح', last: 'ا' },
];

const openA = /^a(?=(?:ch|kh|gh|sh|dj|ou|[bcdfghjklmnpqrstvwz])(?:[aiouy]|ne?$|e$)|ou[bcdfghjklmnpqrstvz])/u;

function spell(word: string, { long, h, last }: Habits): string {
  // A doubled consonant is one letter, and the vowel before it is short.
  let left = word.replaceAll(/([bcdfghjklmnpqrstvxz])\1+/gu, '$1_').replace(/^rh/u, 'gh');
  let text = '';
  const opening = /^(?:(?:ou|o|u)(?![aeiy])|i(?![aou])|a|e)/u.exec(left)?.[0];
  if (opening !== undefined) {
    text = { o: 'أو', u: 'أو', i: 'إ', a: 'أ', e: 'إ' }[opening.slice(0, 1)] ?? '';
    left = left.slice(opening.length);
  }
  while (left !== '') {
    const rest = left;
    const found = spellings.find(([spelling]) => spelling.test(rest));
    const length = found === undefined ? 1 : (found[0].exec(rest)?.[0].length ?? 1);
    const letter = found === undefined ? (long && openA.test(rest) ? 'ا' : '') : found[1];
    text += letter === 'ح' ? h : letter === 'ة' ? last : letter;
    left = rest.slice(length);
  }
  return text;
}

/** A Map: a name may be called like a member of every object. */
const fixed: ReadonlyMap<string, string> = new Map([
  ['ait', 'آيت '],
  ['ben', 'بن'],
  ['ibn', 'بن'],
  ['bin', 'بن'],
  ['bou', 'بو'],
  ['el', 'ال'],
  ['al', 'ال'],
  ['l', 'ال'],
  ['bent', 'بنت '],
  ['bint', 'بنت '],
  ['ould', 'ولد '],
  ['eddine', 'الدين'],
  ['abd', 'عبد '],
  ['allah', 'الله'],
  ['ellah', 'الله'],
]);

function word(text: string, how: Habits): string {
  const [, , servant = ''] = /^abd(?:el|al|ou?l|[ea](?=ch|([rstdnzc])\1))(.{3,})$/u.exec(text) ?? [];
  if (servant !== '') return `عبد ال${spell(servant, how)}`;
  const [, named = ''] = /^el(.{4,})$/u.exec(text) ?? [];
  return named === '' ? spell(text, how) : `ال${spell(named, how)}`;
}

/** Arabic spellings of one Latin name with its particles (folded words of a group), by rules alone, best first. */
export const arabicOfLatin = (group: readonly string[]): string[] =>
  habits.map((how) =>
    group
      .map((one, at) => {
        const particle = at < group.length - 1 || at > 0 ? fixed.get(one) : undefined;
        if (particle === undefined) return word(one, how);
        return at > 0 && particle.startsWith('ال') && at === group.length - 1 ? ` ${particle}` : particle;
      })
      .join('')
      .replaceAll(/\s+/gu, ' ')
      .trim(),
  );
