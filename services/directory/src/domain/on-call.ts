import { type Grant, inForce } from '@jamaa/kit';
import { type Holder, type Level, type LineLevel, peopleOf } from './supervision.ts';

/** Who must know at once of an urgent case. */
export interface OnCall {
  /** Empty when there is nobody at all. */
  readonly level: 'on-call' | 'coordinator' | Level | '';
  readonly organisation: string;
  readonly accountIds: readonly string[];
}

export interface UrgentCase {
  readonly organisation: string;
  /** Empty while no unit has it. */
  readonly unit: string;
  readonly confidential: boolean;
}

/**
 * Those on call for the unit or the whole body; else its coordinators and gestionnaires; else the next level of the line of supervision
 * that has somebody (our rule). A confidential case stays inside its body, and at a gouverneur's inside the unit: else nobody hears of it.
 */
export function onCallFor(one: UrgentCase, line: readonly LineLevel[], holders: readonly Holder[], now: Date): OnCall {
  const { organisation, unit, confidential } = one;
  const holding = (test: (grant: Grant) => boolean): string[] =>
    holders
      .filter(({ grants }) =>
        grants.some((grant) => grant.organisation === organisation && inForce(grant, now) && test(grant)),
      )
      .map(({ id }) => id)
      .sort();
  const reaches = (grant: Grant): boolean =>
    grant.unit === unit || (grant.unit === '' && (!confidential || organisation === 'igat'));
  const onCall = holding((grant) => grant.role === 'on-call' && reaches(grant));
  if (onCall.length > 0) return { level: 'on-call', organisation, accountIds: onCall };
  const leads = ['coordinator', ...(confidential ? [] : ['gestionnaire'])];
  const coordinators = holding((grant) => leads.includes(grant.role) && reaches(grant));
  if (coordinators.length > 0) return { level: 'coordinator', organisation, accountIds: coordinators };
  const above = confidential ? [] : line.filter(({ level }) => level !== 'unit');
  for (const at of above) {
    const accountIds = peopleOf(at, unit, holders, now);
    if (accountIds.length > 0) return { level: at.level, organisation: at.organisation, accountIds };
  }
  return { level: '', organisation, accountIds: [] };
}
