import { AppError, callerKey, failpoint, invalidField, onceOnly, type RpcCall, sealedAnswers } from '@jamaa/kit';
import { ExecuteDeclarationRequest, ExecuteDeclarationResponse } from '@jamaa/proto/civil_registry/v1/civil_registry';
import type { Deps } from '../deps.ts';
import { decideDeclaration, isDeclarationCommand } from '../domain/declaration.ts';
import { changeDeclaration, openDeclaration } from '../store/declarations.ts';
import { actRows, declarationRows } from '../store/rows.ts';
import { declarationView } from './declaration-view.ts';
import { notFound } from './errors.ts';
import { bureauOf, officerAt, standingAt } from './people.ts';

const commands = ['review', 'return', 'reject', 'withdraw', 'distinguish'];
const MAX_TEXT = 2_000;

/** A step of a declaration on its way to an act. */
export const executeDeclaration =
  (deps: Deps) =>
  async (request: ExecuteDeclarationRequest, call: RpcCall): Promise<ExecuteDeclarationResponse> => {
    const { platform, keyring, telemetry } = deps;
    const { id, command, text, reasonCode, legalBasis, otherId } = request;
    if (!commands.includes(command) || !isDeclarationCommand(command))
      throw invalidField('command', 'unknown', `one of ${commands.join(', ')}`);
    for (const [path, words] of Object.entries({ text, legalBasis }))
      if (words.length > MAX_TEXT) throw invalidField(path, 'too-long', `at most ${MAX_TEXT} letters`);
    const seen = await declarationRows(platform.mongo).findOne({ _id: id });
    if (seen === null) throw notFound();
    const bureau = await bureauOf(deps, seen.bureauId);
    const { actors } = await standingAt(deps, bureau, call);
    const own = call.caller.kind === 'account' && seen.filedBy === call.caller.subject;
    if (!actors.has('registrar') && !actors.has('civil-officer') && !(actors.has('establishment') && own))
      throw notFound();
    if (command === 'return' || command === 'reject') await officerAt(deps, bureau, call);
    if (command === 'distinguish') await checkOther(deps, id, otherId);
    const body = ExecuteDeclarationRequest.encode({ ...request, idempotencyKey: '' }).finish();
    const idempotent = { caller: call.caller, method: `civil-execute:${id}`, key: request.idempotencyKey, body };
    const answer = await onceOnly(
      platform.mongo,
      idempotent,
      () => platform.clock.now(),
      sealedAnswers(keyring, ExecuteDeclarationResponse),
      (remember) => {
        const at = platform.clock.now();
        return platform.together(id, async (session) => {
          const row = await declarationRows(platform.mongo).findOne({ _id: id }, { session });
          if (row === null) throw notFound();
          if (request.expectedVersion !== 0 && request.expectedVersion !== row.version)
            throw new AppError('version-conflict', `the declaration is at version ${row.version}`);
          const who = { actors, by: callerKey(call.caller), at };
          const event = decideDeclaration(
            openDeclaration(keyring, row),
            command,
            { text, reasonCode, legalBasis, otherId },
            who,
          );
          const facts = { ...(reasonCode === '' ? {} : { reasonCode }), ...(otherId === '' ? {} : { otherId }) };
          const next = changeDeclaration(session, keyring, row, { event, caller: call.caller, facts });
          const done = { declaration: declarationView(keyring, next, actors) };
          remember(session, done, id);
          return done;
        });
      },
    );
    failpoint('civil-registry.after-step');
    platform.relay.poke();
    telemetry.declared.inc({ kind: seen.kind, step: command });
    return answer;
  };

/** A decision about nothing would hide the next real duplicate of that id. */
async function checkOther({ platform }: Deps, id: string, otherId: string): Promise<void> {
  if (otherId === '') return;
  const found =
    (await declarationRows(platform.mongo).findOne({ _id: otherId }, { projection: { _id: 1 } })) ??
    (await actRows(platform.mongo).findOne({ _id: otherId }, { projection: { _id: 1 } }));
  if (found === null || otherId === id) throw invalidField('otherId', 'unknown', 'no such other declaration or act');
}
