import { AppError, type DirectoryCopy, type Grant, invalidField, type Role, withinScope } from '@jamaa/kit';
import type { Area } from '../store/summary.ts';

const COUNTRY = 'country';
const codes = [
  ['region', /^\d{2}$/],
  ['province', /^\d{2}\.\d{3}$/],
  ['commune', /^\d{2}\.\d{3}(\.\d{1,2}){1,3}$/],
] as const;

/** Who reads figures of the whole of a scope. */
const over: readonly Role[] = ['supervisor', 'auditor', 'administrator'];
/** Who reads those of the place of their own body. */
const inside: readonly Role[] = ['gestionnaire', 'coordinator', 'unit-member', 'validator', 'elu'];
/** Bodies whose staff reads the figures of their place: a company that works for a commune does not. */
const bodies: readonly string[] = ['commune', 'arrondissement', 'province', 'region'];

export const territoryName = (area: Area): string =>
  area.level === 'country' ? COUNTRY : `${area.level}:${area.code}`;

/** The scope under which grants hold. */
const scopeOf = (area: Area): string => (area.level === 'country' ? '00' : area.code);

/** @throws AppError `validation-failed` naming `territory` */
export function readTerritory(text: string): Area {
  if (text === COUNTRY) return { level: 'country' };
  const [level, code = ''] = text.split(':', 2);
  const found = codes.find(([name, form]) => name === level && form.test(code));
  if (found === undefined || (level === 'region' && code === '00'))
    throw invalidField('territory', 'format', 'country, region:NN, province:NN.NNN or commune:CODE');
  return { level: found[0], code };
}

function areaOf(scope: string): Area | undefined {
  if (scope === '00') return { level: 'country' };
  const found = codes.find(([, form]) => form.test(scope));
  return found && { level: found[0], code: scope };
}

/** Whether a grant, which must be in force, lets somebody read figures at all. */
const reads = ({ role, organisation }: Grant): boolean =>
  over.includes(role) || (inside.includes(role) && bodies.includes(organisation.split(':', 1)[0] ?? ''));

/**
 * The territory whose figures somebody asks for, by default the widest of their own.
 * @throws AppError `forbidden` without a right over it; `not-found` for one that does not exist; `validation-failed`
 */
export async function readableTerritory(
  copy: Pick<DirectoryCopy, 'organisation'>,
  grants: readonly Grant[],
  asked: string,
): Promise<Area> {
  const reading = grants.filter(reads);
  const area = asked === '' ? widest(reading) : readTerritory(asked);
  if (area === undefined || !reading.some(({ scope }) => scope === '00' || withinScope(scopeOf(area), scope)))
    throw new AppError('forbidden', 'figures are for staff with a place in this territory');
  if (asked !== '' && area.level !== 'country' && (await copy.organisation(territoryName(area))) === undefined)
    throw new AppError('not-found', 'no such territory');
  return area;
}

const widest = (grants: readonly Grant[]): Area | undefined =>
  [...grants]
    .sort((a, b) => Number(b.scope === '00') - Number(a.scope === '00') || a.scope.length - b.scope.length)
    .map(({ scope }) => areaOf(scope))
    .find((area) => area !== undefined);
