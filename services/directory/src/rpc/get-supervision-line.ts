import { AppError, invalidField, type RpcCall, withinScope } from '@jamaa/kit';
import type { GetSupervisionLineRequest, GetSupervisionLineResponse } from '@jamaa/proto/directory/v1/directory';
import type { Organisation } from '../domain/organisation.ts';
import { peopleOf, supervisionLine } from '../domain/supervision.ts';
import { callerGrants } from './authorise.ts';
import type { Deps } from './deps.ts';

/** The line of a body with the people of each level now; a level without anybody is there, empty. */
export const getSupervisionLine =
  (deps: Deps) =>
  async (request: GetSupervisionLineRequest, call: RpcCall): Promise<GetSupervisionLineResponse> => {
    const { organisations, accounts, platform } = deps;
    const { organisation: id, unit } = request;
    if (call.caller.kind === 'anonymous') throw refused();
    const row = id === '' ? null : await organisations.find(id);
    await mayAsk(deps, call, row);
    if (id === '') throw invalidField('organisation', 'required', 'organisation is missing');
    if (row === null) throw new AppError('not-found', 'no organisation has this id');
    if (unit !== '' && !row.units.some(({ code }) => code === unit))
      throw invalidField('unit', 'unknown', `unit is unknown in ${id}`);
    const line = supervisionLine({ ...row, id: row._id });
    const rows = await accounts.holdersAt([...new Set(line.map(({ organisation }) => organisation))]);
    const holders = rows.map(({ _id, grants }) => ({ id: _id, grants }));
    const now = platform.clock.now();
    return { levels: line.map((at) => ({ ...at, accountIds: peopleOf(at, unit, holders, now) })) };
  };

const refused = (): AppError =>
  new AppError('forbidden', 'only services, and supervisors, auditors, administrators of its territory, read a line');

const watching: readonly string[] = ['supervisor', 'auditor', 'administrator'];

/** Services escalate along the line; of people, those who watch over the body's territory. */
async function mayAsk(deps: Deps, call: RpcCall, body: Pick<Organisation, 'territory'> | null): Promise<void> {
  if (call.caller.kind === 'service') return;
  const grants = (await callerGrants(deps, call)).filter(({ role }) => watching.includes(role));
  const inside = grants.some(({ scope }) => body === null || withinScope(body.territory, scope));
  if (!inside) throw refused();
}
