import {
  AppError,
  callerKey,
  inTransaction,
  invalidField,
  isDuplicateKey,
  namedOperator,
  newId,
  operatorsOnly,
  type RpcCall,
} from '@jamaa/kit';
import type {
  AppointFirstAdministratorRequest,
  AppointFirstAdministratorResponse,
} from '@jamaa/proto/directory/v1/directory';
import { decidePerson, readReference } from '../accounts/import-accounts.ts';
import { fullAuthority } from '../domain/authority.ts';
import { asLine, mayAppoint, withoutSeat } from '../domain/first-administrator.ts';
import { referenceProblems } from '../domain/import-check.ts';
import { type ImportLine, readImportLine } from '../domain/import-line.ts';
import { emailIndexOf, sealRevocation } from '../store/personal.ts';
import { type AccountRow, firstAdministratorRows } from '../store/rows.ts';
import { type AccountChange, afterAccountCommit, writeAccounts } from '../store/write-accounts.ts';
import type { Deps } from './deps.ts';

const given = { authority: fullAuthority, dryRun: false };

/**
 * The account from which all others of a new cell are made. Refused as soon as somebody administers the cell; until somebody has signed in
 * to it, another may be appointed in its place.
 */
export const appointFirstAdministrator =
  (deps: Deps) =>
  async (request: AppointFirstAdministratorRequest, call: RpcCall): Promise<AppointFirstAdministratorResponse> => {
    operatorsOnly(call);
    const operator = namedOperator(request.operator);
    const { cell, line } = await readRequest(deps, request);
    const { platform, accounts, keyring } = deps;
    const fresh = { id: newId(), key: keyring.newPersonKey() };
    const emailIndex = emailIndexOf(keyring, line.email);
    const at = platform.clock.now();
    const { organisation, scope } = line.grant;
    const { accountId, replaced } = await inTransaction(platform.mongo, async (session) => {
      const lock = firstAdministratorRows(platform.mongo);
      const earlier = (await lock.findOne({ _id: 'first-administrator' }, { session }))?.account;
      const administrators = await accounts.administrators(session);
      mayAppoint(cell, { earlier, administrators, replace: request.replace }, at);
      const row = (await accounts.byEmailIndex(emailIndex, session)) ?? undefined;
      const { change, lines } = decidePerson(deps, given, { emailIndex, lines: [line], fresh }, row);
      if (change === undefined)
        throw invalidField(
          'email',
          'conflict',
          lines.flatMap(({ problems }) => problems).join('; ') || 'is that of the first administrator already',
        );
      const appointed = change.after._id;
      const old = earlier === undefined || earlier === appointed ? null : await accounts.byId(earlier, session);
      const made = { account: appointed, at, operator };
      if (earlier === undefined) await lock.insertOne({ _id: 'first-administrator', ...made }, { session });
      else await lock.updateOne({ _id: 'first-administrator' }, { $set: made }, { session });
      const action = earlier === undefined ? 'appoint-first-administrator' : 'replace-first-administrator';
      const changes: AccountChange[] = [{ ...change, entries: [{ action, facts: { organisation, scope } }] }];
      if (old !== null) changes.push(unseated(deps, old, { cell, at, appointed }));
      await writeAccounts(platform.mongo, session, changes, { actor: callerKey(call.caller), at });
      return { accountId: appointed, replaced: old?._id ?? '' };
    }).catch((error: unknown) => Promise.reject(isDuplicateKey(error) ? meanwhile(cell) : error));
    afterAccountCommit(platform.relay);
    platform.logger.info({ account: accountId, replaced, operator }, 'first administrator appointed');
    return { accountId, organisation, scope, replacedAccountId: replaced };
  };

/** The account of who was appointed before, as it is from now on: whoever has its e-mail finds nothing in it. */
function unseated(
  { keyring }: Deps,
  before: AccountRow,
  o: { readonly cell: string; readonly at: Date; readonly appointed: string },
): AccountChange {
  const { version: _v, lastEventId: _e, audit: _a, createdAt: _c, updatedAt: _u, ...rest } = before;
  const state = withoutSeat(before, o.cell, o.at);
  const { revocation } = sealRevocation(keyring, before, 'another first administrator was appointed in this place');
  const sealed = state.active ? before.sealed : { ...before.sealed, revocation };
  const entries = [{ action: 'end-first-administrator', facts: { appointed: o.appointed } }];
  return { before, after: { ...rest, ...state, _id: before._id, sealed }, entries };
}

const meanwhile = (cell: string): AppError =>
  new AppError('already-exists', `the first administrator of cell ${cell} was appointed at this very moment`);

async function readRequest(
  deps: Deps,
  request: AppointFirstAdministratorRequest,
): Promise<{ cell: string; line: ImportLine }> {
  const cell = deps.platform.env.CELL;
  if (request.cell !== cell) throw invalidField('cell', 'mismatch', `this is cell ${cell}`);
  const read = readImportLine(asLine(cell, request));
  const problems =
    'ok' in read ? referenceProblems(read.ok, await readReference(deps, [read.ok]), fullAuthority) : read.problems;
  const [first] = problems;
  if (first !== undefined || !('ok' in read)) {
    const [field = 'email', ...words] = (first ?? '').split(': ');
    throw invalidField(field, 'invalid', words.join(': '));
  }
  return { cell, line: read.ok };
}
