import {
  AppError,
  type Caller,
  callerKey,
  epochIn,
  epochOf,
  epochRows,
  inTransaction,
  invalidField,
  isDuplicateKey,
  onceOnly,
  type RpcCall,
  sealedAnswers,
} from '@jamaa/kit';
import {
  type CloseRegisterRequest,
  type CloseRegisterResponse,
  type GetRegisterRequest,
  type GetRegisterResponse,
  type ListRegistersRequest,
  type ListRegistersResponse,
  OpenRegisterRequest,
  OpenRegisterResponse,
  type ReadRegisterRequest,
  type ReadRegisterResponse,
} from '@jamaa/proto/civil_registry/v1/civil_registry';
import type { Deps } from '../deps.ts';
import { worksAt } from '../domain/access.ts';
import { bornHeld, refuseHeld } from '../domain/held.ts';
import { isActKind, type RegisterKey, registerId } from '../domain/identity.ts';
import { closeRegister, openRegister } from '../domain/register.ts';
import { closingBytes, openingHash } from '../domain/seal.ts';
import { officerSigner } from '../domain/signing.ts';
import { readActs, verifyRegister } from '../registering/read-register.ts';
import { auditReading, closeRow, insertRegister } from '../store/registers.ts';
import { type BureauRow, type RegisterRow, registerRows } from '../store/rows.ts';
import { bureauOf, officerAt, standingAt, todayOf } from './people.ts';
import { registerView } from './register-view.ts';

const DEFAULT_PAGE = 100;
const MAX_PAGE = 200;

/** @throws AppError `validation-failed` */
export function keyOf({ bureauId, kind, year }: { bureauId: string; kind: string; year: number }): RegisterKey {
  if (!isActKind(kind)) throw invalidField('kind', 'unknown', 'birth or death');
  if (year < 1900 || year > 9999) throw invalidField('year', 'range', 'a year of four digits');
  return { bureauId, kind, year };
}

async function staffOnly(deps: Deps, bureau: BureauRow, call: RpcCall): Promise<void> {
  const { grants } = await standingAt(deps, bureau, call);
  if (!worksAt(bureau, grants)) throw new AppError('forbidden', 'only staff of the bureau');
}

export async function rowOf(deps: Deps, key: RegisterKey): Promise<RegisterRow> {
  const row = await registerRows(deps.platform.mongo).findOne({ _id: registerId(key) });
  if (row === null) throw new AppError('not-found', 'this register has not been opened');
  return row;
}

export const openRegisterOf =
  (deps: Deps) =>
  async (request: OpenRegisterRequest, call: RpcCall): Promise<OpenRegisterResponse> => {
    const { platform } = deps;
    const bureau = await bureauOf(deps, request.bureauId);
    await officerAt(deps, bureau, call);
    const key = keyOf(request);
    const first = request.firstNumber === 0 ? 1 : request.firstNumber;
    const at = platform.clock.now();
    const restored = await epochRows(platform.mongo).findOne({ _id: 'current' });
    const taken = (): AppError => new AppError('already-exists', `register ${registerId(key)} has been opened`);
    const body = OpenRegisterRequest.encode({ ...request, idempotencyKey: '' }).finish();
    const idempotent = { caller: call.caller, method: 'open-register', key: request.idempotencyKey, body };
    try {
      const answer = await onceOnly(
        platform.mongo,
        idempotent,
        () => at,
        sealedAnswers(deps.keyring, OpenRegisterResponse),
        (remember) =>
          inTransaction(platform.mongo, async (session) => {
            const existing = await registerRows(platform.mongo).findOne({ _id: registerId(key) }, { session });
            const register = openRegister(existing ?? undefined, key, first, todayOf(deps), openingHash);
            const epoch = bornHeld(key.year, restored?.restoredAt) ? {} : { epoch: epochIn(session) };
            const row = insertRegister(session, { ...register, ...epoch }, { at, caller: call.caller });
            const done = { register: registerView(row, epochIn(session)) };
            remember(session, done, row._id);
            return done;
          }),
      );
      platform.relay.poke();
      return answer;
    } catch (error) {
      if (isDuplicateKey(error)) throw taken();
      throw error;
    }
  };

/** Closes a register once every act in it has been found to be what was signed. */
export const closeRegisterOf =
  (deps: Deps) =>
  async (request: CloseRegisterRequest, call: RpcCall): Promise<CloseRegisterResponse> => {
    const { platform, signer } = deps;
    const bureau = await bureauOf(deps, request.bureauId);
    const officerId = await officerAt(deps, bureau, call);
    const { decision } = request;
    if (decision.length > 200) throw invalidField('decision', 'too-long', 'at most 200 letters');
    const seen = await rowOf(deps, keyOf(request));
    closeRegister(seen, decision, todayOf(deps));
    refuseHeld(seen, epochOf(platform.mongo));
    await verifyRegister(deps, seen);
    const signature = await signer.sign(officerSigner(officerId), closingBytes(seen, seen));
    const at = platform.clock.now();
    const row = await inTransaction(platform.mongo, async (session) => {
      const before = await registerRows(platform.mongo).findOne({ _id: seen._id }, { session });
      if (before === null) throw new AppError('not-found', 'this register has not been opened');
      closeRegister(before, decision, todayOf(deps));
      if (before.importing !== undefined) throw new AppError('command-not-allowed', 'the register is being imported');
      // What is signed is what was verified: an act in between makes the officer close it again.
      if (before.head !== seen.head)
        throw new AppError('version-conflict', 'an act was registered meanwhile: close it again');
      return closeRow(session, before, { at, caller: call.caller, officerId, signature, decision });
    });
    platform.relay.poke();
    return { register: registerView(row, epochOf(platform.mongo)) };
  };

export const listRegisters =
  (deps: Deps) =>
  async ({ bureauId }: ListRegistersRequest, call: RpcCall): Promise<ListRegistersResponse> => {
    const bureau = await bureauOf(deps, bureauId);
    await staffOnly(deps, bureau, call);
    const rows = await registerRows(deps.platform.mongo).find({ bureauId }).sort({ _id: 1 }).toArray();
    return { registers: rows.map((row) => registerView(row, epochOf(deps.platform.mongo))) };
  };

export const getRegister =
  (deps: Deps) =>
  async (request: GetRegisterRequest, call: RpcCall): Promise<GetRegisterResponse> => {
    const bureau = await bureauOf(deps, request.bureauId);
    await staffOnly(deps, bureau, call);
    return { register: registerView(await rowOf(deps, keyOf(request)), epochOf(deps.platform.mongo)) };
  };

/** Acts in the order of their numbers, for an export. Each page is on the register's audit trail: it is many looks at once. */
export const readRegister =
  (deps: Deps) =>
  async (request: ReadRegisterRequest, call: RpcCall): Promise<ReadRegisterResponse> => {
    const bureau = await bureauOf(deps, request.bureauId);
    await staffOnly(deps, bureau, call);
    if (request.limit > MAX_PAGE) throw invalidField('limit', 'range', `at most ${MAX_PAGE}`);
    const row = await rowOf(deps, keyOf(request));
    const limit = request.limit === 0 ? DEFAULT_PAGE : request.limit;
    const acts = await readActs(deps, row, request.after, limit);
    await recordReading(deps, row, call.caller, request.after, acts.length);
    const last = acts.at(-1)?.number ?? row.lastNumber;
    return {
      register: registerView(row, epochOf(deps.platform.mongo)),
      acts,
      nextAfter: last < row.lastNumber ? last : 0,
    };
  };

async function recordReading(
  { platform }: Deps,
  row: RegisterRow,
  caller: Caller,
  after: number,
  count: number,
): Promise<void> {
  const at = platform.clock.now();
  await platform.together(row._id, async (session) => {
    const now = await registerRows(platform.mongo).findOne({ _id: row._id }, { session });
    if (now !== null) auditReading(session, now, { at, actor: callerKey(caller), after, count });
  });
}
