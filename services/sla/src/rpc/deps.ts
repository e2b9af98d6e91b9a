import { AppError, type DirectoryCopy, grantFor, type Platform, type RpcCall, wholeCountry } from '@jamaa/kit';
import { NATIONAL } from '../domain/calendar/content.ts';
import type { Rules } from '../domain/policies/rules.ts';
import type { RuleBook } from '../store/rule-book.ts';

/** What the methods work with. */
export interface Deps {
  readonly platform: Platform;
  readonly ruleBook: RuleBook;
  /** What the platform begins with. */
  readonly base: Rules;
  readonly copy: DirectoryCopy;
  /** Whether national calendars and rules come from a hub. */
  readonly underHub: boolean;
  onCalendarChange(): void;
}

/** The territory in which a calendar holds. @throws AppError `not-found` for an organisation that does not exist */
export async function territoryOf({ copy }: Pick<Deps, 'copy'>, calendar: string): Promise<string> {
  if (calendar === NATIONAL) return wholeCountry;
  const organisation = await copy.organisation(calendar);
  if (organisation === undefined) throw new AppError('not-found', 'no such organisation');
  return organisation.territory;
}

/**
 * Lets only administrators pass whose scope covers the calendar or rule: for national ones those of the whole country.
 * @throws AppError `forbidden`; `not-found` for an organisation that does not exist
 */
export async function administers(
  deps: Pick<Deps, 'copy' | 'platform' | 'underHub'>,
  calendar: string,
  call: RpcCall,
): Promise<void> {
  const { copy, platform } = deps;
  const { caller } = call;
  const grants = caller.kind === 'account' ? await copy.grantsOf(caller.subject, platform.clock.now()) : [];
  if (!grants.some(({ role }) => role === 'administrator'))
    throw new AppError('forbidden', 'only administrators change calendars and rules');
  if (calendar === NATIONAL && deps.underHub)
    throw new AppError('forbidden', 'the national calendar and national rules are changed at the national platform');
  const territory = await territoryOf(deps, calendar);
  const organisation = calendar === NATIONAL ? '' : calendar;
  if (grantFor(grants, ['administrator'], { organisation, unit: '', territory }) === undefined)
    throw new AppError('forbidden', 'outside your territory');
}
