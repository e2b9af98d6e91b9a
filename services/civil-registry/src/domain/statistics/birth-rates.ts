export interface BirthRate {
  /** First year for which it holds. */
  readonly from: number;
  /** Territory: the nearest above a place counts. */
  readonly territory: string;
  /** Births for a thousand people in a year. */
  readonly perThousand: number;
  readonly source: string;
}

/** What is expected of completeness; a census or a survey adds rows, a province's own before the country's. */
const rates: readonly BirthRate[] = [
  { from: 1900, territory: '00', perThousand: 17, source: 'HCP, projections after the census of 2014, rounded [?]' },
  {
    from: 2024,
    territory: '00',
    perThousand: 16,
    source: 'HCP, census of 2024, rounded; rates by province to come [?]',
  },
];

/** The rate in force for a place in a year: its own, or that of what it lies in. */
export function birthRateOf(territory: string, year: number, of: readonly BirthRate[] = rates): BirthRate {
  const above = [
    territory,
    ...territory.split('.').map((_, index, parts) => parts.slice(0, -1 - index).join('.')),
    '00',
  ];
  for (const place of above) {
    const found = of.findLast((rate) => rate.territory === place && rate.from <= year);
    if (found !== undefined) return found;
  }
  throw new RangeError(`no birth rate for ${year}`);
}
