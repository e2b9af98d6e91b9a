import type { CaseFacts, Level } from './clock.ts';

const PROVINCE = /^(\d{2}\.\d{3})(?:\.|$)/;

/** Where a case that no other body answers for is brought: the governor of the province of the place, else the DGCT. */
export function governorOf(communeCode: string): string {
  const province = PROVINCE.exec(communeCode)?.[1];
  return province === undefined ? 'dgct' : `gouverneur:${province}`;
}

/**
 * The organisation whose line of supervision hears of a clock: the one that has the case; with nobody assigned the one that
 * should qualify it, the addressee; else the governor. The addressee of a confidential case may be the body complained of, which
 * must never see it: that case goes to the governor.
 */
export function answerableFor(
  about: Pick<CaseFacts, 'organisation' | 'addressee' | 'confidential' | 'communeCode'>,
): string {
  if (about.organisation !== '') return about.organisation;
  if (about.addressee !== '' && !about.confidential) return about.addressee;
  return governorOf(about.communeCode);
}

const levelsInside: readonly Level[] = ['unit', 'directeur-services', 'president'];

/** Of levels, those inside a body: as far as anything of a training case goes. */
export const inside = <T extends { readonly level: Level }>(levels: readonly T[]): T[] =>
  levels.filter(({ level }) => levelsInside.includes(level));
