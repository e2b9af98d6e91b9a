import { AppError, callerKey, onceOnly, type RpcCall, sealedAnswers } from '@jamaa/kit';
import { AddMentionRequest, AddMentionResponse } from '@jamaa/proto/civil_registry/v1/civil_registry';
import type { Deps } from '../deps.ts';
import { type AskedMention, checkMention } from '../domain/mention.ts';
import { mirrorTargets } from '../domain/mirror.ts';
import { officerSigner } from '../domain/signing.ts';
import { buildMention } from '../mentions/build.ts';
import { appendMention } from '../store/acts.ts';
import { actRows } from '../store/rows.ts';
import { openAct } from '../store/sealed-act.ts';
import { actOf } from './acts.ts';
import { notFound } from './errors.ts';
import { bureauOf, checkContext, officerAt } from './people.ts';

const MAX_TRIES = 5;

/** An entry in the margin of an act, signed by an officer of its bureau; acts live on when their register is closed. */
export const addMention =
  (deps: Deps) =>
  async (request: AddMentionRequest, call: RpcCall): Promise<AddMentionResponse> => {
    const { platform, keyring, telemetry } = deps;
    const seen = await actOf(deps, request.actId, call.caller);
    const bureau = await bureauOf(deps, request.bureauId === '' ? seen.bureauId : request.bureauId);
    const officerId = await officerAt(deps, bureau, call);
    const asked = await askedOf(deps, request);
    const body = AddMentionRequest.encode({ ...request, idempotencyKey: '' }).finish();
    const idempotent = { caller: call.caller, method: `civil-mention:${seen._id}`, key: request.idempotencyKey, body };
    const answers = sealedAnswers(keyring, AddMentionResponse);
    const context = checkContext(deps);
    const answer = await onceOnly(
      platform.mongo,
      idempotent,
      () => platform.clock.now(),
      answers,
      async (remember) => {
        for (let tried = 1; tried <= MAX_TRIES; tried += 1) {
          const before = await actRows(platform.mongo).findOne({ _id: seen._id });
          if (before === null) throw notFound();
          if (request.expectedVersion !== 0 && request.expectedVersion !== before.version)
            throw new AppError('version-conflict', `the act is at version ${before.version}`);
          const act = openAct(keyring, before);
          checkMention(act, asked, context);
          const at = platform.clock.now();
          const entered = { asked, bureauId: bureau._id, officerId, at, mirrors: '', signer: officerSigner(officerId) };
          const built = await buildMention(deps, before, entered);
          const mirrorOn = mirrorTargets({ ...act, mentions: [...act.mentions, built.mention] }, built.mention);
          const done = await platform.together(before._id, async (session) => {
            const now = await actRows(platform.mongo).findOne({ _id: before._id }, { session });
            // A look at the act moves its audit trail only: what was signed still fits.
            if (now === null || now.version !== before.version) return undefined;
            const entry = {
              mention: built.row,
              tokens: built.tokens,
              at,
              actor: callerKey(call.caller),
              bureauId: bureau._id,
              mirrorOn,
            };
            const next = appendMention(session, now, entry);
            const done = { act: openAct(keyring, next), mention: built.mention };
            remember(session, done, before._id);
            return done;
          });
          if (done !== undefined) return done;
        }
        throw new AppError('unavailable', 'the act is being changed by others: try again');
      },
    );
    platform.relay.poke();
    telemetry.mentions.inc({ kind: asked.kind, origin: 'officer' });
    return answer;
  };

async function askedOf({ platform }: Deps, { mention }: AddMentionRequest): Promise<AskedMention> {
  const {
    kind = '',
    title,
    effectiveOn = '',
    text,
    corrections = [],
    other,
    otherActId = '',
    ends = '',
  } = mention ?? {};
  if (otherActId !== '' && (await actRows(platform.mongo).findOne({ _id: otherActId, kind: 'birth' })) === null)
    throw new AppError('validation-failed', 'no such birth act', {
      fields: [{ path: 'otherActId', code: 'unknown', message: 'no such birth act' }],
    });
  return { kind, title, effectiveOn, text, corrections, other, otherActId, ends };
}
