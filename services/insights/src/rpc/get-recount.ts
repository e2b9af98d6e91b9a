import { invalidField, operatorsOnly, type Platform, type RpcCall } from '@jamaa/kit';
import type { GetRecountRequest, GetRecountResponse } from '@jamaa/proto/insights/v1/insights';
import { type Difference, nextDay, recountDay, recountShelves } from '../store/recount.ts';

const DAYS_A_CALL = 60;
const SHELVES = 'shelves';

/** A stretch of days with each call, at last what metrics tell. */
export const getRecount =
  ({ mongo }: Pick<Platform, 'mongo'>) =>
  async ({ cursor }: GetRecountRequest, call: RpcCall): Promise<GetRecountResponse> => {
    operatorsOnly(call);
    if (cursor === SHELVES) return { differences: [...(await recountShelves(mongo))], cases: 0, nextCursor: '' };
    if (cursor !== '' && !/^\d{4}-\d{2}-\d{2}$/.test(cursor))
      throw invalidField('cursor', 'cursor', 'not a cursor of a recount');
    const differences: Difference[] = [];
    let [cases, last] = [0, cursor];
    for (let days = 0; days < DAYS_A_CALL; days += 1) {
      const day = await nextDay(mongo, last);
      if (day === undefined) return { differences, cases, nextCursor: SHELVES };
      const found = await recountDay(mongo, day);
      differences.push(...found.differences);
      cases += found.cases;
      last = day;
    }
    return { differences, cases, nextCursor: last };
  };
