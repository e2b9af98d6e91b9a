import { invalidField, operatorsOnly, type Platform, type RpcCall } from '@jamaa/kit';
import type { GetRecountRequest, GetRecountResponse } from '@jamaa/proto/insights/v1/insights';
import { type Difference, daysOf, recountDay, recountShelves } from '../store/recount.ts';

/** A call ends after the day in which so much time is over; the next one goes on. */
const CALL_MS = 10_000;
const DAY_MS = 86_400_000;
const SHELVES = 'shelves';
const CURSOR = /^(\d{4}-\d{2}-\d{2})\/(\d{4}-\d{2}-\d{2})$/;

/** A stretch of days with each call, at last what metrics tell. The cursor is the next day and the last one. */
export const getRecount =
  ({ mongo, clock }: Pick<Platform, 'mongo' | 'clock'>) =>
  async ({ cursor }: GetRecountRequest, call: RpcCall): Promise<GetRecountResponse> => {
    operatorsOnly(call);
    if (cursor === SHELVES) return { differences: [...(await recountShelves(mongo))], cases: 0, nextCursor: '' };
    const days = cursor === '' ? await daysOf(mongo) : readCursor(cursor);
    if (days === undefined) return { differences: [], cases: 0, nextCursor: SHELVES };
    const differences: Difference[] = [];
    const begun = clock.system();
    let cases = 0;
    for (let day = days.first; day <= days.last; day = dayAfter(day)) {
      if (clock.system() - begun > CALL_MS) return { differences, cases, nextCursor: `${day}/${days.last}` };
      const found = await recountDay(mongo, day);
      differences.push(...found.differences);
      cases += found.cases;
    }
    return { differences, cases, nextCursor: SHELVES };
  };

const dayAfter = (day: string): string => new Date(Date.parse(day) + DAY_MS).toISOString().slice(0, 10);

/** @throws AppError `validation-failed` */
function readCursor(cursor: string): { first: string; last: string } {
  const [, first, last] = CURSOR.exec(cursor) ?? [];
  if (first === undefined || last === undefined || Number.isNaN(Date.parse(first)))
    throw invalidField('cursor', 'cursor', 'not a cursor of a recount');
  return { first, last };
}
