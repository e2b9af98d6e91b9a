import { AppError, type RpcCall, withinScope } from '@jamaa/kit';
import type { Deps } from '../deps.ts';

/** Who works in a civil registry bureau. */
const bureauRoles: readonly string[] = ['registrar', 'civil-officer'];

/** The commune of a bureau, of whose organisation its staff hold their grants: `03.451.01.09-1` is a bureau of `03.451.01.09`. */
export const communeOf = (bureau: string): string => /^(\d{2}(?:\.\d+)+)-/.exec(bureau)?.[1] ?? bureau;

/** That the caller works in a bureau, today. @throws AppError `forbidden`, or `unauthenticated` */
export async function worksAt({ directory, platform }: Deps, { caller }: RpcCall, bureau: string): Promise<void> {
  if (caller.kind === 'anonymous') throw new AppError('unauthenticated', 'sign in first');
  const grants = caller.kind === 'account' ? await directory.grantsOf(caller.subject, platform.clock.now()) : [];
  const commune = communeOf(bureau);
  const works = grants.some(
    ({ role, organisation, scope }) =>
      bureauRoles.includes(role) &&
      (organisation === `bureau:${bureau}` || organisation === bureau || organisation === `commune:${commune}`) &&
      withinScope(commune, scope),
  );
  if (!works) throw new AppError('forbidden', 'for registrars and civil officers of this bureau');
}
