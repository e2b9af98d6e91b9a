import { latinSounds } from '../sounds/latin.ts';
import { type Unit, vocalise } from './arabic-word.ts';

const bySound: Readonly<Record<string, string>> = {
  B: 'ⴱ',
  T: 'ⵜ',
  J: 'ⵊ',
  H: 'ⵀ',
  X: 'ⵅ',
  D: 'ⴷ',
  R: 'ⵔ',
  Z: 'ⵣ',
  S: 'ⵙ',
  C: 'ⵛ',
  G: 'ⵖ',
  F: 'ⴼ',
  K: 'ⴽ',
  L: 'ⵍ',
  M: 'ⵎ',
  N: 'ⵏ',
  W: 'ⵡ',
  Y: 'ⵢ',
  a: 'ⴰ',
  i: 'ⵉ',
  u: 'ⵓ',
};

/** What Latin spelling does not tell apart and Arabic does. */
const byLetter: Readonly<Record<string, string>> = {
  ح: 'ⵃ',
  ط: 'ⵟ',
  ض: 'ⴹ',
  ظ: 'ⴹ',
  ص: 'ⵚ',
  ق: 'ⵇ',
  ع: 'ⵄ',
  ڭ: 'ⴳ',
  ݣ: 'ⴳ',
  گ: 'ⴳ',
};

const isVowel = (sound: string): boolean => 'aeiu'.includes(sound);

function soundsOfLatin(word: string): string[] {
  const bare = word.replace(/^el(?=.{3})/u, '');
  const sounds = [...(bare === word ? '' : 'L'), ...latinSounds(bare)];
  return sounds
    .filter((sound, at) => sound !== sounds[at - 1])
    .map((sound, at, all) => {
      const glides = isVowel(all[at + 1] ?? '-') && at > 0;
      return glides && sound === 'u' ? 'W' : glides && sound === 'i' ? 'Y' : sound;
    });
}

/**
 * One Latin word in the letters of IRCAM. With the Arabic spelling beside it, emphatic consonants are told apart where both have the
 * same number of consonants.
 */
export function tifinaghOfLatin(latin: string, arabic = ''): string {
  const sounds = soundsOfLatin(latin);
  const letters = vocalise(arabic).filter(({ kind }) => kind === 'consonant');
  const aligned = sounds.filter((sound) => !isVowel(sound) && !'WY'.includes(sound)).length === letters.length;
  let at = 0;
  return sounds
    .map((sound) => {
      const plain = bySound[sound] ?? '';
      if (isVowel(sound) || 'WY'.includes(sound) || !aligned) return plain;
      return byLetter[letters[at++]?.letter ?? ''] ?? plain;
    })
    .join('');
}

function spellUnit({ letter, latin }: Unit): string {
  const special = byLetter[letter];
  if (special !== undefined) return special;
  return [...latinSounds(latin.toLowerCase())].map((sound) => bySound[sound] ?? '').join('');
}

/** One Arabic word by rules: with the likely short vowels, and as it is written. */
export function tifinaghOfArabic(word: string): string[] {
  const bare = word.replace(/^ال(?=.{2})/u, '');
  const article = bare === word ? '' : 'ⵍ';
  const units = vocalise(bare);
  return [units, units.filter(({ kind }) => kind !== 'inserted')].map((some) => article + some.map(spellUnit).join(''));
}
