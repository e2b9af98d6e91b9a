import { AppError, type Grant, type RpcCall, withinScope } from '@jamaa/kit';
import type { Deps } from '../deps.ts';

/** Who works in a civil registry bureau. */
const bureauRoles: readonly string[] = ['registrar', 'civil-officer'];

/** The commune of a bureau, of whose organisation its staff hold their grants: `03.451.01.09-1` is a bureau of `03.451.01.09`. */
export const communeOf = (bureau: string): string => /^(\d{2}(?:\.\d+)+)-/.exec(bureau)?.[1] ?? bureau;

/** What the caller may do today; only people hold grants. */
export const grantsOf = async (
  { directory, platform }: Pick<Deps, 'directory' | 'platform'>,
  { caller }: RpcCall,
): Promise<readonly Grant[]> =>
  caller.kind === 'account' ? directory.grantsOf(caller.subject, platform.clock.now()) : [];

/** That the caller works in a bureau, today. @throws AppError `forbidden`, or `unauthenticated` */
export async function worksAt(deps: Deps, call: RpcCall, bureau: string): Promise<void> {
  if (call.caller.kind === 'anonymous') throw new AppError('unauthenticated', 'sign in first');
  const grants = await grantsOf(deps, call);
  const commune = communeOf(bureau);
  const works = grants.some(
    ({ role, organisation, scope }) =>
      bureauRoles.includes(role) &&
      (organisation === `bureau:${bureau}` || organisation === bureau || organisation === `commune:${commune}`) &&
      withinScope(commune, scope),
  );
  if (!works) throw new AppError('forbidden', 'for registrars and civil officers of this bureau');
}
