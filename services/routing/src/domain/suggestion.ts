/** One case that a person gave to another unit than routing had. */
export interface Correction {
  readonly complaintId: string;
  readonly reference: string;
  readonly at: Date;
}

/** When corrections make a suggestion. */
export interface SuggestionPolicy {
  /** First day it holds, as an instant. */
  readonly from: string;
  readonly corrections: number;
  readonly days: number;
}

/** Our rule, dated: five people do not err alike within a quarter. */
const policies: readonly SuggestionPolicy[] = [{ from: '2017-01-01T00:00:00Z', corrections: 5, days: 90 }];

const DAY_MS = 86_400_000;
const KEPT = 50;

export function suggestionPolicyAt(now: Date): SuggestionPolicy {
  const found = policies.findLast((policy) => Date.parse(policy.from) <= now.getTime()) ?? policies[0];
  if (found === undefined) throw new Error('no policy of suggestions is configured');
  return found;
}

/** The corrections that count now, oldest first. */
export function evidenceAt<C extends Pick<Correction, 'at'>>(corrections: readonly C[], now: Date): readonly C[] {
  const since = now.getTime() - suggestionPolicyAt(now).days * DAY_MS;
  return corrections.filter(({ at }) => at.getTime() > since);
}

export const isSuggestion = (corrections: readonly Correction[], now: Date): boolean =>
  evidenceAt(corrections, now).length >= suggestionPolicyAt(now).corrections;

/** Corrections with one more; a case counts once however often it is corrected, and old ones leave. */
export const withCorrection = (corrections: readonly Correction[], one: Correction): readonly Correction[] =>
  [...corrections.filter(({ complaintId }) => complaintId !== one.complaintId), one]
    .sort((a, b) => a.at.getTime() - b.at.getTime())
    .slice(-KEPT);
