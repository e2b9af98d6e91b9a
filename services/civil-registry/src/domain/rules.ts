/** What the law and its decree leave to dated texts. None of it is in code elsewhere: a reform adds a row here. */
export interface CivilRules {
  /** First local day on which they hold. */
  readonly from: string;
  /** Days to declare, the day of the event not counted; law 36-21 and decree 2-22-04, as practised. */
  readonly delayDays: Readonly<Record<'birth' | 'death', number>>;
  /** Years to declare abroad. */
  readonly delayYearsAbroad: number;
  /** Who may declare, the nearest first; those of one row are equals. */
  readonly precedence: Readonly<Record<'birth' | 'death', readonly (readonly string[])[]>>;
  /** Papers on which a child of whom neither parent is known is declared. */
  readonly foundlingTitles: readonly string[];
  /** Papers by which somebody already married may marry again (family code, articles 40 to 46: the court's leave). */
  readonly furtherMarriageTitles: readonly string[];
  /** A mother is not younger, nor older, than this at a birth, years (our rule: a slip of the pen is likelier). */
  readonly motherYears: readonly [number, number];
}

const rows: readonly CivilRules[] = [
  {
    from: '0000-01-01',
    delayDays: { birth: 30, death: 30 },
    delayYearsAbroad: 1,
    precedence: {
      birth: [
        ['father', 'mother'],
        ['grandparent'],
        ['uncle-aunt'],
        ['guardian'],
        ['sibling'],
        ['nephew-niece'],
        ['authority'],
      ],
      death: [
        ['child', 'spouse'],
        ['father', 'mother'],
        ['guardian'],
        ['sibling'],
        ['grandparent', 'relative', 'uncle-aunt', 'nephew-niece'],
        ['authority'],
      ],
    },
    foundlingTitles: ['authority-decision', 'judgment'],
    furtherMarriageTitles: ['judgment'],
    motherYears: [10, 65],
  },
];

/** The rules in force on a local day. */
export const rulesOn = (day: string): CivilRules => {
  const found = rows.findLast(({ from }) => from <= day) ?? rows[0];
  if (found === undefined) throw new Error('no rules');
  return found;
};
