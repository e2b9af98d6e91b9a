import { expect, it } from '@jest/globals';
import { frenchOf, officialName } from './names.ts';

it.each([
  ['Sefrou', 'de Sefrou'],
  ['Agadir', "d'Agadir"],
  ['El Jadida', "d'El Jadida"],
  ['Es-Semara', "d'Es-Semara"],
  ['Ouarzazate', "d'Ouarzazate"],
  ['Imouzzer', "d'Imouzzer"],
  ['Youssoufia', 'de Youssoufia'],
  ['Had Kourt', 'de Had Kourt'],
  ['Oriental', "de l'Oriental"],
])('%s is written %s', (name, expected) => expect(frenchOf(name)).toBe(expected));

it('writes official names in both languages', () => {
  expect(officialName.commune({ ar: 'صفرو', fr: 'Sefrou' })).toEqual({ ar: 'جماعة صفرو', fr: 'Commune de Sefrou' });
});
