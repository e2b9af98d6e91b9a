import { onceOnly, type RpcCall, sealedAnswers } from '@jamaa/kit';
import { RegisterActRequest, RegisterActResponse } from '@jamaa/proto/civil_registry/v1/civil_registry';
import type { Deps } from '../deps.ts';
import { registerId } from '../domain/identity.ts';
import { yearOfRegistration } from '../domain/register.ts';
import type { RegisterJob } from '../registering/register-acts.ts';
import { declarationRows } from '../store/rows.ts';
import { notFound } from './errors.ts';
import { bureauOf, officerAt, standingAt, todayOf } from './people.ts';

type Enqueue = (register: string, job: RegisterJob) => Promise<RegisterActResponse>;

/** The officer signs: the act takes the next number of this year's register, in the transaction that seals it. */
export const registerAct =
  (deps: Deps, enqueue: Enqueue) =>
  async (request: RegisterActRequest, call: RpcCall): Promise<RegisterActResponse> => {
    const { platform, keyring } = deps;
    const { declarationId, expectedVersion } = request;
    const seen = await declarationRows(platform.mongo).findOne(
      { _id: declarationId },
      { projection: { bureauId: 1, kind: 1 } },
    );
    if (seen === null) throw notFound();
    const bureau = await bureauOf(deps, seen.bureauId);
    const { actors } = await standingAt(deps, bureau, call);
    // Whoever does not work there is not told that it exists; that their own delegation has ended is told to an officer.
    const officerId = await officerAt(deps, bureau, call, notFound);
    const officerName = await deps.officerName(officerId);
    const register = registerId({ bureauId: bureau._id, kind: seen.kind, year: yearOfRegistration(todayOf(deps)) });
    const body = RegisterActRequest.encode({ ...request, idempotencyKey: '' }).finish();
    const idempotent = {
      caller: call.caller,
      method: `civil-register:${declarationId}`,
      key: request.idempotencyKey,
      body,
    };
    return onceOnly(
      platform.mongo,
      idempotent,
      () => platform.clock.now(),
      sealedAnswers(keyring, RegisterActResponse),
      (remember) =>
        enqueue(register, {
          declarationId,
          bureau,
          expectedVersion,
          officerId,
          officerName,
          caller: call.caller,
          actors,
          remember,
        }),
    );
  };
