import { type Grant, inForce } from '@jamaa/kit';
import type { Organisation } from './organisation.ts';
import { DIRECTION } from './units.ts';

export const supervisionLevels = ['unit', 'directeur-services', 'president', 'gouverneur', 'wali', 'dgct'] as const;
export type Level = (typeof supervisionLevels)[number];

export interface LineLevel {
  readonly level: Level;
  readonly organisation: string;
}

/** An account as far as supervision needs it. */
export interface Holder {
  readonly id: string;
  readonly grants: readonly Grant[];
}

type Supervised = Pick<Organisation, 'id' | 'kind' | 'onPlatform' | 'gouverneur' | 'wali'>;

/**
 * Where an escalation goes, lowest level first: inside the body, then up the State's supervision (organic laws 111-14, 112-14
 * and 113-14: gouverneur for communes, provinces and préfectures, wali for régions), never to the elected council of another
 * collectivité. IGAT is under the minister, not under the DGCT. Nobody stands above a training
 * body: what happens there is told to nobody else. A body off the platform has no cases, hence no line.
 */
export function supervisionLine(body: Supervised): LineLevel[] {
  if (!body.onPlatform) return [];
  const own: Level[] = inside(body.kind);
  const above: LineLevel[] = [];
  if (body.gouverneur !== undefined) above.push({ level: 'gouverneur', organisation: body.gouverneur });
  if (body.wali !== undefined) above.push({ level: 'wali', organisation: body.wali });
  if (body.kind !== 'igat' && body.kind !== 'training') above.push({ level: 'dgct', organisation: 'dgct' });
  return [...own.map((level) => ({ level, organisation: body.id })), ...above];
}

/** Bodies of the State have no president and no director of services of their own. */
function inside(kind: Organisation['kind']): Level[] {
  const state = kind === 'gouverneur' || kind === 'wali' || kind === 'dgct' || kind === 'igat';
  return state ? ['unit'] : ['unit', 'directeur-services', 'president'];
}

/** The people of one level, by ascending account id; empty when it has nobody: the caller goes up. */
export function peopleOf(at: LineLevel, unit: string, holders: readonly Holder[], now: Date): string[] {
  const holding = (test: (grant: Grant) => boolean): string[] =>
    holders
      .filter(({ grants }) =>
        grants.some((grant) => grant.organisation === at.organisation && inForce(grant, now) && test(grant)),
      )
      .map(({ id }) => id)
      .sort();
  switch (at.level) {
    case 'unit':
      if (unit === '') return holding(({ role }) => role === 'gestionnaire');
      // A coordinator without a unit leads all of them.
      return holding(
        (grant) =>
          (grant.role === 'unit-member' && grant.unit === unit) ||
          (grant.role === 'coordinator' && (grant.unit === unit || grant.unit === '')),
      );
    case 'directeur-services': {
      const directors = holding(({ role, unit: of }) => role === 'validator' && of === DIRECTION);
      return directors.length > 0 ? directors : holding(({ role }) => role === 'coordinator');
    }
    case 'president':
      return holding(({ role, unit: of }) => role === 'validator' && of !== DIRECTION);
    default:
      return holding(({ role }) => role === 'supervisor');
  }
}
