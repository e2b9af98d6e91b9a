const letters: Readonly<Record<string, string>> = {
  ا: 'a',
  ب: 'B',
  ت: 'T',
  ث: 'T',
  ج: 'J',
  ح: 'H',
  خ: 'X',
  د: 'D',
  ذ: 'D',
  ر: 'R',
  ز: 'Z',
  س: 'S',
  ش: 'C',
  ص: 'S',
  ض: 'D',
  ط: 'T',
  ظ: 'D',
  ع: 'a',
  غ: 'G',
  ف: 'F',
  ق: 'K',
  ك: 'K',
  ل: 'L',
  م: 'M',
  ن: 'N',
  ه: 'H',
  و: 'u',
  ي: 'i',
  پ: 'B',
  چ: 'C',
  ڨ: 'K',
  ڤ: 'F',
};

/** Sounds of one folded word in Arabic letters; short vowels are not written and are absent. */
export function arabicSounds(word: string): string {
  const bare = word
    .replace(/^ايت(?=.{3})/u, '')
    // إلياس begins with the letters of the article.
    .replace(/^ال(?!ياس$)(?=.{3})/u, '')
    .replace(/(?<=.)(?:الدين|الله)$/u, (end) => end.slice(2));
  const last = bare.length - 1;
  return [...bare]
    .map((letter, at) => {
      // حياة, نجاة: after a long vowel the ending is heard.
      if (letter === 'ه' && at === last && at > 0) return bare[at - 1] === 'ا' ? 'T' : 'a';
      if (at === 0 && at < last && letter === 'و') return 'W';
      if (at === 0 && at < last && letter === 'ي') return 'Y';
      return letters[letter] ?? '';
    })
    .join('');
}
