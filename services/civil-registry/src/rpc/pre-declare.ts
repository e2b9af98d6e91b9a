import {
  AppError,
  callerKey,
  inTransaction,
  invalidField,
  newId,
  onceOnly,
  type RpcCall,
  sealedAnswers,
  withinScope,
} from '@jamaa/kit';
import { PreDeclareRequest, PreDeclareResponse } from '@jamaa/proto/civil_registry/v1/civil_registry';
import type { Deps } from '../deps.ts';
import { type Content, checkPreDeclaration } from '../domain/content-check.ts';
import { withDefaults } from '../domain/content-defaults.ts';
import type { Declaration } from '../domain/declaration.ts';
import { claiming, claimsOf, writeClaims } from '../store/claims.ts';
import { insertDeclaration } from '../store/declarations.ts';
import { declarationView } from './declaration-view.ts';
import { checkTwin } from './linked.ts';
import { bureauOf, checkContext, standingAt } from './people.ts';
import { refuse } from './refuse.ts';

/** The content of a request, in the shape of its kind. @throws AppError `validation-failed` */
export function contentOf(kind: string, content: Content | undefined, today: string): Content {
  if (content === undefined)
    throw invalidField(kind === 'death' ? 'death' : 'birth', 'required', 'what is declared is missing');
  if (content.$case !== kind) throw invalidField('kind', 'contradiction', `the content is that of a ${content.$case}`);
  return withDefaults(content, today);
}

export const emptyDeclaration = (id: string, bureauId: string, content: Content): Declaration => ({
  id,
  kind: content.$case,
  bureauId,
  state: 'declared',
  content,
  precedenceReason: '',
  twinOf: '',
  establishment: '',
  remark: '',
  reasonCode: '',
  legalBasis: '',
  distinctions: [],
  actId: '',
  late: false,
});

/** A health establishment makes a birth or a death known; nobody has declared it yet. */
export const preDeclare =
  (deps: Deps) =>
  async (request: PreDeclareRequest, call: RpcCall): Promise<PreDeclareResponse> => {
    const { platform, keyring, telemetry } = deps;
    const bureau = await bureauOf(deps, request.bureauId);
    const { actors, grants } = await standingAt(deps, bureau, call);
    const { caller } = call;
    if (!actors.has('establishment') || caller.kind !== 'account')
      throw new AppError('forbidden', 'only health establishments of the territory pre-declare');
    const context = checkContext(deps);
    const content = contentOf(request.kind, request.content, context.today);
    refuse(checkPreDeclaration(content, context));
    await checkTwin(deps, { twinOf: request.twinOf, id: '' }, content);
    const id = newId();
    const at = platform.clock.now();
    const establishment =
      grants.find(({ role, scope }) => role === 'health-declarant' && withinScope(bureau.territory, scope))
        ?.organisation ?? '';
    const body = PreDeclareRequest.encode({ ...request, idempotencyKey: '' }).finish();
    const idempotent = { caller, method: 'civil-pre-declare', key: request.idempotencyKey, body };
    const answer = await onceOnly(
      platform.mongo,
      idempotent,
      () => platform.clock.now(),
      sealedAnswers(keyring, PreDeclareResponse),
      (remember) =>
        claiming(() =>
          inTransaction(platform.mongo, async (session) => {
            const declaration: Declaration = {
              ...emptyDeclaration(id, bureau._id, content),
              state: 'pre-declared',
              establishment,
              twinOf: request.twinOf,
            };
            const event = { type: 'pre-declared' as const, at, by: callerKey(caller), args: {} };
            const claims = claimsOf(keyring, content);
            const place = { territory: bureau.territory, filedBy: caller.subject };
            await writeClaims(deps, session, id, claims);
            const row = insertDeclaration(session, keyring, declaration, place, { event, caller, claims });
            const done = { declaration: declarationView(keyring, row, actors) };
            remember(session, done, id);
            return done;
          }),
        ),
    );
    platform.relay.poke();
    telemetry.declared.inc({ kind: content.$case, step: 'pre-declared' });
    return answer;
  };
