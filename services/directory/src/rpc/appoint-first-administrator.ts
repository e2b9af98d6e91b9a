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
import { asLine, isAdministered } from '../domain/first-administrator.ts';
import { referenceProblems } from '../domain/import-check.ts';
import { type ImportLine, readImportLine } from '../domain/import-line.ts';
import { emailIndexOf } from '../store/personal.ts';
import { firstAdministratorRows } from '../store/rows.ts';
import { afterAccountCommit, writeAccounts } from '../store/write-accounts.ts';
import type { Deps } from './deps.ts';

const given = { authority: fullAuthority, dryRun: false };

/** The account from which all others of a new cell are made. Refused as soon as somebody administers the cell. */
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
    const accountId = await inTransaction(platform.mongo, async (session): Promise<string> => {
      if (isAdministered(cell, await accounts.administrators(session), at)) throw administered(cell);
      const row = (await accounts.byEmailIndex(emailIndex, session)) ?? undefined;
      const { change, lines } = decidePerson(deps, given, { emailIndex, lines: [line], fresh }, row);
      if (change === undefined)
        throw invalidField('email', 'conflict', lines.flatMap(({ problems }) => problems).join('; '));
      await firstAdministratorRows(platform.mongo).insertOne(
        { _id: 'first-administrator', account: change.after._id, at, operator },
        { session },
      );
      const entries = [{ action: 'appoint-first-administrator', facts: { organisation, scope } }];
      await writeAccounts(platform.mongo, session, [{ ...change, entries }], { actor: callerKey(call.caller), at });
      return change.after._id;
    }).catch((error: unknown) => Promise.reject(isDuplicateKey(error) ? administered(cell) : error));
    afterAccountCommit(platform.relay);
    platform.logger.info({ account: accountId, operator }, 'first administrator appointed');
    return { accountId, organisation, scope };
  };

const administered = (cell: string): AppError =>
  new AppError(
    'already-exists',
    `cell ${cell} has, or had, its first administrator: administrators make further accounts`,
  );

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
