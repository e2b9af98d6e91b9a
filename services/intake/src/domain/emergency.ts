/** A number that anybody may call, day and night. */
export interface EmergencyNumber {
  readonly number: string;
  readonly name: { readonly ar: string; readonly fr: string };
}

interface DatedNumbers {
  /** First day they hold, as an instant. */
  readonly from: string;
  readonly numbers: readonly EmergencyNumber[];
}

/** Short numbers of the kingdom, dated: police 19 in towns, gendarmerie royale 177 outside them, protection civile 15. */
const dated: readonly DatedNumbers[] = [
  {
    from: '2017-01-01T00:00:00Z',
    numbers: [
      { number: '19', name: { ar: 'الأمن الوطني', fr: 'Police' } },
      { number: '177', name: { ar: 'الدرك الملكي', fr: 'Gendarmerie royale' } },
      { number: '15', name: { ar: 'الوقاية المدنية', fr: 'Protection civile' } },
    ],
  },
];

/** Whom to call at once when there is danger: shown to whoever reports an urgent case. */
export function emergencyNumbersAt(now: Date): readonly EmergencyNumber[] {
  const found = dated.findLast((one) => Date.parse(one.from) <= now.getTime()) ?? dated[0];
  if (found === undefined) throw new Error('no emergency numbers are configured');
  return found.numbers;
}
