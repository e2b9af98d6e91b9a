import { AppError, type RpcCall } from '@jamaa/kit';
import { type GetOnCallRequest, GetOnCallResponse } from '@jamaa/proto/directory/v1/directory';
import { onCallFor } from '../domain/on-call.ts';
import { supervisionLine } from '../domain/supervision.ts';
import type { Deps } from './deps.ts';

/** Who must know at once of an urgent case of a body. For services only: the answer names accounts. */
export const getOnCall =
  ({ organisations, accounts, platform }: Deps) =>
  async ({ organisation: id, unit, confidential }: GetOnCallRequest, call: RpcCall): Promise<GetOnCallResponse> => {
    if (call.caller.kind !== 'service') throw new AppError('forbidden', 'only services ask who is on call');
    const row = id === '' ? null : await organisations.find(id);
    if (row === null) throw new AppError('not-found', 'no organisation has this id');
    const line = supervisionLine({ ...row, id: row._id });
    const rows = await accounts.holdersAt([...new Set([id, ...line.map(({ organisation }) => organisation)])]);
    const holders = rows.map(({ _id, grants }) => ({ id: _id, grants }));
    const found = onCallFor({ organisation: id, unit, confidential }, line, holders, platform.clock.now());
    return GetOnCallResponse.fromPartial({ ...found, accountIds: [...found.accountIds] });
  };
