import { AppError, invalidField } from '@jamaa/kit';
import type { TerritoryIndex } from '@jamaa/territory';
import type { Submission } from '../domain/submission.ts';

/**
 * The commune of a deposit, by its point or by its code.
 * @throws AppError `validation-failed` or `outside-territory` naming the field
 */
export function locate(
  index: TerritoryIndex | undefined,
  submission: Pick<Submission, 'location' | 'commune'>,
): { code: string; name: { ar: string; fr: string } } {
  if (index === undefined) throw new AppError('unavailable', 'the territory is not loaded yet');
  if (submission.location === undefined) {
    const commune = index.get(submission.commune);
    if (commune === undefined) throw invalidField('commune', 'unknown', 'no such commune; codes are like 03.451.01.09');
    if (commune.kind !== 'commune')
      throw invalidField('commune', 'kind', `${commune.code} is a ${commune.kind}, not a commune`);
    return commune;
  }
  const { longitude, latitude } = submission.location;
  for (const [name, value, limit] of [
    ['longitude', longitude, 180],
    ['latitude', latitude, 90],
  ] as const) {
    if (!Number.isFinite(value) || Math.abs(value) > limit) {
      throw invalidField(`location.${name}`, 'range', `a number of degrees between -${limit} and ${limit}`);
    }
  }
  const located = index.locate(longitude, latitude);
  if (located.outcome !== 'outside') return located.commune;
  const hint = located.hint === 'swapped' ? '; longitude and latitude seem to be swapped' : '';
  const message = `this point is in no commune of the kingdom${hint}`;
  throw new AppError('outside-territory', message, {
    fields: [{ path: 'location', code: located.hint === 'swapped' ? 'swapped' : 'outside', message }],
  });
}
