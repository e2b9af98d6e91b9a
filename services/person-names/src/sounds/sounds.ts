import { scriptOf } from '../script.ts';
import { arabicSounds } from './arabic.ts';
import { latinSounds } from './latin.ts';
import { tifinaghSounds } from './tifinagh.ts';

/**
 * The sounds of one word as a clerk hears them, whatever the script: capitals are consonants (C ش, X خ, G غ, W and Y at the beginning),
 * small letters vowels (a e i u). Letters that Latin spelling does not tell apart are one sound (ص س, ط ت, ق ك, ض د), doubled ones are
 * single. Expects a word of `coreWords`.
 */
export interface Sounds {
  readonly text: string;
  /** Whether short vowels are written: not in Arabic. */
  readonly vowelled: boolean;
}

const doubled = /(.)\1+/gu;

/** Longer words are no names; comparing takes the square of the length. */
const LONGEST_WORD = 40;

export function soundsOf(whole: string): Sounds {
  const word = whole.slice(0, LONGEST_WORD);
  const script = scriptOf(word);
  if (script === 'arabic') return { text: arabicSounds(word).replaceAll(doubled, '$1'), vowelled: false };
  const text = script === 'tifinagh' ? tifinaghSounds(word) : latinSounds(word);
  return { text: text.replaceAll(doubled, '$1'), vowelled: true };
}

const vowels = /[aeiu]/gu;
const consonantsOf = (sounds: string): string => sounds.replaceAll(vowels, '').replaceAll(doubled, '$1');
const ENOUGH = 2;

/**
 * The consonants by which spellings of one name meet: without article (EL AMRANI, LAMRANI), BEN, the article within ABDEL-, a last h,
 * h after t and d. Names of fewer than two consonants keep w and y, and at last a mark that a vowel begins them. Empty without a
 * sound.
 */
export function skeletonOf(sounds: string): string {
  if (sounds === '') return '';
  const heard = sounds.length > 2 ? sounds.replace(/H$/u, '') : sounds;
  const skeleton = consonantsOf(heard.replace(/^[WY](?=.)/u, ''))
    .replaceAll(/(?<=[TD])H/gu, '')
    .replace(/^L(?=..)/u, '')
    .replace(/^BN(?=..)/u, '')
    .replace(/^L(?=..)/u, '')
    .replace(/^BDL(?=.)/u, 'BD')
    .replaceAll(doubled, '$1');
  if (skeleton.length >= ENOUGH) return skeleton;
  const glides = consonantsOf(heard.replaceAll(/[ui](?=[aeiu])/gu, (glide) => (glide === 'u' ? 'W' : 'Y')));
  return glides.length >= ENOUGH ? glides : `A${glides}`;
}
