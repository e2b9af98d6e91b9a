import type { Content } from './content-check.ts';
import { scriptedKeys } from './identities.ts';

/**
 * Under what other declarations of the same event can be found, in clear (the caller hashes them): the day of the event with the sex and a
 * sound of the family name, or with a number of somebody on the act. Two that share none of these are not found by this.
 */
export function claimTexts(content: Content): string[] {
  if (content.$case === 'birth') {
    const { child, mother, father } = content.value;
    const day = child?.birthDate ?? '';
    const names = scriptedKeys(child?.familyName).map((key) => `name|${child?.sex ?? ''}|${key}`);
    const numbers = [mother, father].flatMap((parent) => [parent?.nationalId ?? '', parent?.idcs ?? '']);
    return texts('birth', day, names, numbers);
  }
  const { deceased, date } = content.value;
  const names = scriptedKeys(deceased?.familyName).map((key) => `name|${deceased?.sex ?? ''}|${key}`);
  const numbers = [deceased?.nationalId ?? '', deceased?.idcs ?? '', deceased?.birthActId ?? ''];
  // Somebody dies once: their numbers stand for themselves, whatever day was told.
  return [...texts('death', date, names, []), ...texts('death', '', [], numbers)];
}

const texts = (kind: string, day: string, names: readonly string[], numbers: readonly string[]): string[] => [
  ...new Set(
    [...names, ...numbers.filter((one) => one !== '').map((one) => `number|${one}`)].map(
      (one) => `${kind}|${day}|${one}`,
    ),
  ),
];
