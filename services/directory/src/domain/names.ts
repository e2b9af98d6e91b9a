import type { LocalText } from './organisation.ts';

/** « de Fès », « d'Agadir », « de l'Oriental »: before a vowel the preposition is elided. */
export function frenchOf(name: string): string {
  if (name === 'Oriental') return "de l'Oriental";
  const first = name.normalize('NFD').charAt(0).toLowerCase();
  return 'aeiou'.includes(first) ? `d'${name}` : `de ${name}`;
}

const named =
  (ar: string, fr: string) =>
  (territory: LocalText): LocalText => ({ ar: `${ar} ${territory.ar}`, fr: `${fr} ${frenchOf(territory.fr)}` });

/** Official forms of names, from the name of the territory. */
export const officialName = {
  commune: named('جماعة', 'Commune'),
  province: named('إقليم', 'Province'),
  prefecture: named('عمالة', 'Préfecture'),
  region: named('جهة', 'Région'),
  arrondissement: named('مقاطعة', 'Arrondissement'),
  gouverneur: {
    province: named('عامل إقليم', 'Gouverneur de la province'),
    prefecture: named('عامل عمالة', 'Gouverneur de la préfecture'),
    'prefecture-arrondissements': named('عامل عمالة مقاطعات', "Gouverneur de la préfecture d'arrondissements"),
  },
  wali: named('والي جهة', 'Wali de la région'),
} as const;
