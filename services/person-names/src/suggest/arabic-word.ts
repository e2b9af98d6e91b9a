/** A sound of an Arabic word on its way into another script. */
export interface Unit {
  readonly kind: 'consonant' | 'vowel' | 'inserted';
  /** The letter it comes from; empty for a short vowel, which is not written. */
  readonly letter: string;
  /** In Moroccan French spelling. */
  readonly latin: string;
}

const consonants: Readonly<Record<string, string>> = {
  ب: 'B',
  ت: 'T',
  ث: 'T',
  ج: 'J',
  ح: 'H',
  خ: 'KH',
  د: 'D',
  ذ: 'D',
  ر: 'R',
  ز: 'Z',
  س: 'S',
  ش: 'CH',
  ص: 'S',
  ض: 'D',
  ط: 'T',
  ظ: 'D',
  غ: 'GH',
  ف: 'F',
  ق: 'K',
  ك: 'K',
  ڭ: 'G',
  ݣ: 'G',
  گ: 'G',
  ل: 'L',
  م: 'M',
  ن: 'N',
  ه: 'H',
  پ: 'P',
  ڤ: 'V',
  چ: 'CH',
};
const vowels: Readonly<Record<string, string>> = {
  ا: 'A',
  أ: 'A',
  آ: 'A',
  ٱ: 'A',
  إ: 'I',
  و: 'OU',
  ؤ: 'OU',
  ي: 'I',
  ئ: 'I',
  ى: 'A',
  ة: 'A',
};

const vowel = (letter: string, latin: string): Unit => ({ kind: 'vowel', letter, latin });

function written(word: string): Unit[] {
  return [...word].flatMap((letter, at): Unit[] => {
    const [before, next] = [word[at - 1] ?? '', word[at + 1] ?? ''];
    const consonant = consonants[letter];
    if (consonant !== undefined) return [{ kind: 'consonant', letter, latin: consonant }];
    if (letter === 'ي' && at === 0 && next !== '') return [{ kind: 'consonant', letter, latin: 'Y' }];
    if (letter === 'و' && next === 'ي' && at === word.length - 2 && before in consonants)
      return [vowel('', 'A'), vowel(letter, 'OU')];
    // An alef that only carries the vowel after it: أوحمو.
    if (at === 0 && 'اأإآ'.includes(letter) && 'وي'.includes(next || '-')) return [];
    if (letter === 'ع') return next in vowels ? [] : [vowel(letter, 'A')];
    if (letter === 'ء') return before === 'ا' && next === '' ? [vowel(letter, 'E')] : [];
    const long = vowels[letter];
    return long === undefined ? [] : [vowel(letter, long)];
  });
}

const short = (latin: string): Unit => ({ kind: 'inserted', letter: '', latin });

/** Places in a run of consonants after which a short vowel is heard. */
function breaks(length: number, first: boolean, last: boolean): number[] {
  const places: number[] = [];
  if (first && length > 1) places.push(0);
  if (last && length > (first ? 2 : 1)) places.push(length - 2);
  if (!first && !last && length > 2) places.push(length - 2);
  return places;
}

/** The sounds of one Arabic word without its article, with the short vowels that are most likely. */
export function vocalise(word: string): Unit[] {
  const units = written(word);
  const result: Unit[] = [];
  let from = 0;
  while (from < units.length) {
    const one = units[from];
    if (one === undefined) break;
    if (one.kind === 'vowel') {
      if (result.at(-1)?.latin !== one.latin) result.push(one);
      from += 1;
      continue;
    }
    let to = from;
    while (units[to]?.kind === 'consonant') to += 1;
    const places = breaks(to - from, from === 0, to === units.length);
    // خالد, طارق: after a long a the last vowel is an i.
    const heard = units[from - 1]?.letter === 'ا' && to === units.length ? 'I' : 'A';
    for (const [at, unit] of units.slice(from, to).entries())
      result.push(unit, ...(places.includes(at) ? [short(heard)] : []));
    from = to;
  }
  return result;
}
