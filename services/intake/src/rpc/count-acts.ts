import { AppError, invalidField, type RpcCall, withinScope } from '@jamaa/kit';
import type { CountActsRequest, CountActsResponse } from '@jamaa/proto/intake/v1/intake';
import type { Intake } from '../context.ts';
import { actsIn, yearOf } from '../store/acts.ts';

const TERRITORY = /^\d{2}(\.\d{3}(\.\d{2}(\.(\d{2}|0))?)?)?$/;
const watching: readonly string[] = ['supervisor', 'auditor'];

/** Acts of supervision by body, for those who supervise or inspect the territory. */
export const countActs =
  (intake: Intake) =>
  async (request: CountActsRequest, call: RpcCall): Promise<CountActsResponse> => {
    const grants = (await intake.grantsOf(call.caller)).filter(({ role }) => watching.includes(role));
    const territory = request.territory || (grants[0]?.scope ?? '');
    if (grants.length === 0) throw new AppError('forbidden', 'acts are counted for supervisors and auditors');
    if (!TERRITORY.test(territory)) throw invalidField('territory', 'code', 'a code like 03.451');
    if (!grants.some(({ scope }) => withinScope(territory, scope)))
      throw new AppError('forbidden', 'this territory is not yours');
    const thisYear = yearOf(intake.platform.clock.now());
    const year = request.year || thisYear;
    if (year < 2017 || year > thisYear) throw invalidField('year', 'range', `a year from 2017 to ${thisYear}`);
    const rows = await actsIn(intake.platform.mongo, year, territory);
    const counts = rows.map(({ organisation, act, count }) => ({ organisation, act, count }));
    return { counts: counts.sort((a, b) => (a.organisation + a.act < b.organisation + b.act ? -1 : 1)) };
  };
