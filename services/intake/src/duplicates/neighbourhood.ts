/** Within how many metres two reports of a category are likely one problem. Our values; a lamp is a place, an outage a quarter. */
const radius: Readonly<Record<string, number>> = {
  VOI: 70,
  ECL: 70,
  DEC: 90,
  DPS: 120,
  ASS: 90,
  EAU: 250,
  ELE: 250,
  INO: 250,
  ESV: 90,
  MOB: 60,
  CIR: 70,
  HYG: 150,
  ANI: 250,
};
const DEFAULT_RADIUS = 100;

/** Categories that people take for one another. */
const neighbours: readonly (readonly [string, string])[] = [
  ['DEC', 'DPS'],
  ['ASS', 'INO'],
  ['ASS', 'VOI'],
  ['EAU', 'VOI'],
  ['ECL', 'ELE'],
  ['ESV', 'MOB'],
  ['CIR', 'VOI'],
  ['HYG', 'DPS'],
  ['HYG', 'ANI'],
];

/** Metres at which likeness by distance has fallen to a third. */
export const radiusOf = (category: string): number => radius[category] ?? DEFAULT_RADIUS;

/** Beyond this no report of the category is the same problem. */
export const farthestMetres = (category: string): number => 3 * radiusOf(category);

/** The category itself and its neighbours. */
export const nearCategories = (category: string): readonly string[] => [
  category,
  ...neighbours.flatMap(([a, b]) => (a === category ? [b] : b === category ? [a] : [])),
];
