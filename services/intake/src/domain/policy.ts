import type { Policy } from './complaint.ts';

interface DatedPolicy extends Policy {
  /** First day it holds, as an instant. */
  readonly from: string;
}

/** Our defaults; no text fixes them. Dated, so that a later rule does not change what was decided under an earlier one. */
const policies: readonly DatedPolicy[] = [
  {
    from: '2017-01-01T00:00:00Z',
    complementDays: 15,
    closeAfterDays: 15,
    reopenWithinDays: 30,
    reopenings: 1,
    attachments: 10,
    attachmentBytes: 200_000_000,
  },
];

/** The policy in force at an instant. */
export function policyAt(now: Date): Policy {
  const found = policies.findLast((policy) => Date.parse(policy.from) <= now.getTime()) ?? policies[0];
  if (found === undefined) throw new Error('no policy is configured');
  return found;
}
