import { localDateOf, moroccoPublicCalendar } from '@jamaa/deadlines';
import { AppError, type Grant, type RpcCall } from '@jamaa/kit';
import type { Deps } from '../deps.ts';
import { actorsAt, type BureauPlace, lapsedDelegation, worksAt } from '../domain/access.ts';
import type { Actor } from '../domain/declaration.ts';
import type { CheckContext } from '../domain/person-check.ts';
import { findBureau } from '../store/bureaux.ts';
import type { BureauRow } from '../store/rows.ts';

/** Today in Morocco, by business time. */
export const todayOf = ({ platform }: Pick<Deps, 'platform'>): string =>
  localDateOf(platform.clock.now(), moroccoPublicCalendar);

export const checkContext = (deps: Deps): CheckContext => ({
  today: todayOf(deps),
  isCommune: (code) => ['commune', 'arrondissement'].includes(deps.territory.index()?.get(code)?.kind ?? ''),
  idcsCheck: (digits) => deps.idcs.check(digits),
});

export const unknownBureau = (): AppError =>
  new AppError('validation-failed', 'no such bureau', {
    fields: [{ path: 'bureauId', code: 'unknown', message: 'no such bureau' }],
  });

/** @throws AppError `validation-failed` naming the field */
export async function bureauOf(deps: Pick<Deps, 'platform'>, id: string): Promise<BureauRow> {
  const row = await findBureau(deps.platform.mongo, id);
  if (row === undefined) throw unknownBureau();
  return row;
}

export interface Standing {
  readonly grants: readonly Grant[];
  readonly actors: ReadonlySet<Actor>;
}

export async function standingAt(deps: Deps, bureau: BureauPlace, call: RpcCall): Promise<Standing> {
  const grants = await deps.grantsOf(call.caller);
  return { grants, actors: actorsAt(bureau, grants) };
}

/**
 * The account of the officer who signs, within the period of their delegation.
 * @param toStrangers what somebody is told who does not work there; absent: that only an officer signs
 * @throws AppError `forbidden`: no officer of this bureau, or their delegation has not begun or has ended
 */
export async function officerAt(
  deps: Deps,
  bureau: BureauPlace,
  call: RpcCall,
  toStrangers?: () => AppError,
): Promise<string> {
  const { caller } = call;
  if (caller.kind !== 'account') throw new AppError('forbidden', 'an officer of the bureau signs');
  const account = await deps.directory.accountOf(caller.subject);
  const { actors, grants } = await standingAt(deps, bureau, call);
  if (actors.has('civil-officer') && account !== undefined) return account._id;
  const lapsed = lapsedDelegation(bureau, account?.grants ?? [], deps.platform.clock.now());
  if (lapsed !== undefined)
    throw new AppError('forbidden', `the delegation as officer of this bureau is not in force${datesOf(lapsed)}`);
  if (toStrangers !== undefined && !worksAt(bureau, grants)) throw toStrangers();
  throw new AppError('forbidden', 'only an officer of this bureau signs');
}

/** The local days between which it holds. */
function datesOf({ validFrom, validTo }: Grant): string {
  const day = (instant: Date): string => localDateOf(instant, moroccoPublicCalendar);
  const from = validFrom === undefined ? '' : `, from ${day(validFrom)}`;
  return validTo === undefined ? from : `${from}, before ${day(validTo)}`;
}
