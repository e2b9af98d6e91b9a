import { type Grant, inForce } from '@jamaa/kit';

/** An account as far as the choice of who is told needs it. */
export interface Member {
  readonly _id: string;
  readonly subject?: string;
  readonly grants: readonly Grant[];
}

/**
 * Whom a body is told by about an act of supervision (our rule). `work`: who has the case, and who leads the unit. `answer`: who
 * answers for the body. `placing`: who places cases. Each goes on to the next office where one is vacant, so that somebody is told.
 */
export function toldAt(
  what: 'work' | 'answer' | 'placing',
  at: { readonly organisation: string; readonly unit: string; readonly handler: string },
  people: readonly Member[],
  now: Date,
): string[] {
  const holding = (test: (grant: Grant) => boolean): string[] =>
    people
      .filter(({ grants }) =>
        grants.some((grant) => grant.organisation === at.organisation && inForce(grant, now) && test(grant)),
      )
      .map(({ _id }) => _id);
  const handler = people.filter(({ subject }) => at.handler !== '' && subject === at.handler).map(({ _id }) => _id);
  const leads = (): string[] =>
    holding(({ role, unit }) => role === 'coordinator' && (unit === '' || unit === at.unit));
  const directors = (): string[] => holding(({ role, unit }) => role === 'validator' && unit === 'direction');
  const validators = (): string[] => holding(({ role }) => role === 'validator');
  const placers = (): string[] => holding(({ role }) => role === 'gestionnaire');
  const unit = (): string[] => holding(({ role, unit: of }) => role === 'unit-member' && (of === '' || of === at.unit));
  const orders = {
    work: [() => [...handler, ...leads()], directors, validators, placers, unit],
    answer: [directors, validators, leads, placers, unit],
    placing: [placers, leads, directors, validators, unit],
  } as const;
  for (const office of orders[what]) {
    const found = [...new Set(office())].sort();
    if (found.length > 0) return found;
  }
  return [];
}
