import {
  AppError,
  callerKey,
  inTransaction,
  invalidField,
  newId,
  onceOnly,
  type RpcCall,
  sealedAnswers,
} from '@jamaa/kit';
import { DeclareRequest, DeclareResponse } from '@jamaa/proto/civil_registry/v1/civil_registry';
import type { ClientSession } from 'mongoose';
import type { Deps } from '../deps.ts';
import { worksAt } from '../domain/access.ts';
import { type Content, checkDeclaration, isLate } from '../domain/content-check.ts';
import { decideDeclaration } from '../domain/declaration.ts';
import { findDuplicates, findLikeActs } from '../duplicates/find.ts';
import { likenessView } from '../duplicates/view.ts';
import { claiming, claimsOf, writeClaims } from '../store/claims.ts';
import { changeDeclaration, insertDeclaration, openDeclaration } from '../store/declarations.ts';
import { type BureauRow, type DeclarationRow, declarationRows } from '../store/rows.ts';
import { declarationView } from './declaration-view.ts';
import { notFound } from './errors.ts';
import { checkBirthAct, checkTwin } from './linked.ts';
import { bureauOf, checkContext, type Standing, standingAt } from './people.ts';
import { contentOf, emptyDeclaration } from './pre-declare.ts';
import { refuse } from './refuse.ts';

/**
 * An entitled declarant declares before a registrar. Likely duplicates are told with the answer, those of a declaration that was made at the
 * same moment too; nobody is turned away for them.
 */
export const declare =
  (deps: Deps) =>
  async (request: DeclareRequest, call: RpcCall): Promise<DeclareResponse> => {
    const { platform, keyring, telemetry } = deps;
    const earlier = request.id === '' ? undefined : await declarationRows(platform.mongo).findOne({ _id: request.id });
    if (earlier === null) throw notFound();
    const bureau = await bureauOf(deps, earlier?.bureauId ?? request.bureauId);
    const standing = await standingAt(deps, bureau, call);
    if (!worksAt(bureau, standing.grants)) {
      if (earlier !== undefined) throw notFound();
      throw new AppError('forbidden', 'only staff of the bureau takes declarations');
    }
    if (request.bureauId !== '' && request.bureauId !== bureau._id)
      throw invalidField('bureauId', 'contradiction', 'the declaration is with another bureau');
    const context = checkContext(deps);
    const content = contentOf(
      earlier?.kind ?? request.kind,
      request.content,
      declaredOnOf(deps, earlier) ?? context.today,
    );
    const abroad = bureau.kind === 'consulate';
    refuse(checkDeclaration(content, { ...context, abroad, precedenceReason: request.precedenceReason }));
    await checkTwin(deps, request, content);
    await checkBirthAct(deps, content);
    const id = earlier?._id ?? newId();
    const body = DeclareRequest.encode({ ...request, idempotencyKey: '' }).finish();
    const idempotent = { caller: call.caller, method: 'civil-declare', key: request.idempotencyKey, body };
    const likeActs = await findLikeActs(deps, content);
    const asked = {
      at: platform.clock.now(),
      likeActs,
      request,
      call,
      id,
      content,
      bureau,
      standing,
      late: isLate(content, content.value.declaredOn, abroad),
    };
    const answer = await onceOnly(
      platform.mongo,
      idempotent,
      () => platform.clock.now(),
      sealedAnswers(keyring, DeclareResponse),
      (remember) => claiming(() => inTransaction(platform.mongo, (session) => write(deps, session, asked, remember))),
    );
    platform.relay.poke();
    telemetry.declared.inc({ kind: content.$case, step: 'declared' });
    if (answer.duplicates.length > 0) telemetry.duplicates.inc({ at: 'declaration' });
    return answer;
  };

interface Asked {
  readonly request: DeclareRequest;
  readonly call: RpcCall;
  readonly id: string;
  readonly at: Date;
  readonly content: Content;
  readonly bureau: BureauRow;
  readonly standing: Standing;
  readonly late: boolean;
  readonly likeActs: readonly string[];
}

async function write(
  deps: Deps,
  session: ClientSession,
  { request, call, id, at, content, bureau, standing, late, likeActs }: Asked,
  remember: (session: ClientSession, answer: DeclareResponse, about?: string) => void,
): Promise<DeclareResponse> {
  const { keyring, platform } = deps;
  const { caller } = call;
  const { actors } = standing;
  const claims = claimsOf(keyring, content);
  const { precedenceReason } = request;
  const args = { content, precedenceReason, late };
  const before = await writeClaims(deps, session, id, claims);
  let row: DeclarationRow;
  if (request.id === '') {
    const declaration = {
      ...emptyDeclaration(id, bureau._id, content),
      precedenceReason,
      late,
      twinOf: request.twinOf,
    };
    const event = { type: 'declared' as const, at, by: callerKey(caller), args };
    const place = { territory: bureau.territory, filedBy: '' };
    row = insertDeclaration(session, keyring, declaration, place, { event, caller, claims, likeActs });
  } else {
    const stored = await declarationRows(platform.mongo).findOne({ _id: id }, { session });
    if (stored === null) throw notFound();
    if (request.expectedVersion !== 0 && request.expectedVersion !== stored.version)
      throw new AppError('version-conflict', `the declaration is at version ${stored.version}`);
    const event = decideDeclaration(openDeclaration(keyring, stored), 'complete', args, {
      actors,
      by: callerKey(caller),
      at,
    });
    const linked = request.twinOf === '' ? stored : { ...stored, twinOf: request.twinOf };
    row = changeDeclaration(session, keyring, linked, { event, caller, claims, likeActs });
  }
  const found = await findDuplicates(deps, row, openDeclaration(keyring, row), { session, claims: before });
  const duplicates = found.map((one) => likenessView(one, content, bureau._id));
  const answer = { declaration: declarationView(keyring, row, actors), duplicates };
  remember(session, answer, id);
  return answer;
}

/** The day of a declaration stays what it was when it is completed after a return. */
function declaredOnOf({ keyring }: Deps, row: DeclarationRow | undefined): string | undefined {
  if (row === undefined || row.state === 'pre-declared') return undefined;
  return openDeclaration(keyring, row).content.value.declaredOn;
}
