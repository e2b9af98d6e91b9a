import type { DocumentKind, Relation } from './vocabulary.ts';

export interface OrderPolicy {
  /** A basket that nobody pays ends after so many days. */
  readonly basketDays: number;
  /** An order under way to the bank, after so many hours. */
  readonly paymentHours: number;
  /** A bureau's question that nobody answers rejects the document after so many days. */
  readonly complementDays: number;
  /** By which right an act may be asked for. */
  readonly relations: Readonly<Record<DocumentKind, readonly Relation[]>>;
}

interface DatedPolicy extends OrderPolicy {
  /** First instant it holds. */
  readonly from: string;
}

/**
 * Example values, dated so that a change is on record: law 36-21 says who may have a copy, the bureau checks what is told here against
 * the act. A family's sheet is of its head or the spouse, so that a child's right does not reach it.
 */
const policies: readonly DatedPolicy[] = [
  {
    from: '2026-01-01T00:00:00Z',
    basketDays: 7,
    paymentHours: 24,
    complementDays: 30,
    relations: {
      extract: ['self', 'child', 'mandate'],
      'full-copy': ['self', 'child', 'mandate'],
      'fiche-individuelle': ['self', 'child', 'mandate'],
      'fiche-familiale': ['self', 'mandate'],
    },
  },
];

/** The policy in force at an instant. */
export function policyAt(now: Date): OrderPolicy {
  const found = policies.findLast(({ from }) => Date.parse(from) <= now.getTime()) ?? policies[0];
  if (found === undefined) throw new Error('no policy is configured');
  return found;
}
