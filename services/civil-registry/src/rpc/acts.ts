import { type Caller, callerKey, invalidField, type RpcCall } from '@jamaa/kit';
import type { GetActRequest, GetActResponse } from '@jamaa/proto/civil_registry/v1/civil_registry';
import type { Deps } from '../deps.ts';
import { worksAt } from '../domain/access.ts';
import { actAsOf } from '../domain/act-as-of.ts';
import { isDay } from '../domain/days.ts';
import { auditLook } from '../store/acts.ts';
import { findBureau } from '../store/bureaux.ts';
import { type ActRow, actRows } from '../store/rows.ts';
import { openAct } from '../store/sealed-act.ts';
import { notFound } from './errors.ts';

/** An act of a bureau where the caller works; to all others it does not exist. @throws AppError `not-found` */
export async function actOf(deps: Deps, id: string, caller: Caller): Promise<ActRow> {
  const row = await actRows(deps.platform.mongo).findOne({ _id: id });
  const bureau = row === null ? undefined : await findBureau(deps.platform.mongo, row.bureauId);
  if (row === null || bureau === undefined) throw notFound();
  if (!worksAt(bureau, await deps.grantsOf(caller))) throw notFound();
  return row;
}

/** An act, as it was written or as copies show it on a day. That somebody looked is on its audit trail before it is told. */
export const getAct =
  (deps: Deps) =>
  async ({ id, asOf }: GetActRequest, call: RpcCall): Promise<GetActResponse> => {
    const { platform, keyring } = deps;
    if (asOf !== '' && !isDay(asOf))
      throw invalidField('asOf', 'impossible', 'is no day of the calendar, as 2026-02-28');
    await actOf(deps, id, call.caller);
    const at = platform.clock.now();
    const row = await platform.together(id, async (session) => {
      const now = await actRows(platform.mongo).findOne({ _id: id }, { session });
      if (now === null) throw notFound();
      auditLook(session, now, { at, actor: callerKey(call.caller), as: asOf === '' ? 'written' : 'copy' });
      return now;
    });
    const act = openAct(keyring, row);
    return { act: asOf === '' ? act : actAsOf(act, asOf) };
  };
