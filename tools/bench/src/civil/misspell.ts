/** How a clerk writes a name that is read out: the same sounds in other letters. Each changes a name that has what it is about. */
const habits: Readonly<Record<'latin' | 'ar', readonly ((name: string) => string)[]>> = {
  latin: [
    (name) => name.replace('OU', 'U'),
    (name) => name.replace('CH', 'SH'),
    (name) => name.replace('EL ', 'L'),
    (name) => name.replace('AOUI', 'AWI'),
    (name) => name.replaceAll(/([BDFLMNRST])(?=[AIO])/g, '$1$1').replaceAll(/^(.)\1/g, '$1'),
    (name) => name.replace(/I$/, 'Y'),
    (name) => `${name}E`,
  ],
  ar: [
    (name) => name.replaceAll(/[أإآ]/g, 'ا'),
    (name) => name.replaceAll('ة', 'ه'),
    (name) => name.replace(/ي$/, 'ى'),
    (name) => name.replace('آيت ', 'ايت '),
    (name) => name.replace(/اء$/, 'ا'),
  ],
};

/** A name written otherwise, if any habit finds something in it. @param chance 0 ≤ n < 1 */
export function misspell(name: string, script: keyof typeof habits, chance: number): string {
  const others = habits[script].map((habit) => habit(name)).filter((one) => one !== name);
  return others[Math.floor(chance * others.length)] ?? name;
}
