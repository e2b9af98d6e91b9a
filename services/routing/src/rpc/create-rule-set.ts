import { newId, onceOnly, type RpcCall } from '@jamaa/kit';
import { CreateRuleSetRequest, CreateRuleSetResponse } from '@jamaa/proto/routing/v1/routing';
import { newDraft, writeDraft } from '../store/drafts.ts';
import { latestRuleSet } from '../store/rule-sets.ts';
import { administrator } from './administrator.ts';
import type { Deps } from './deps.ts';
import { draftView } from './drafts.ts';

const answers = {
  encode: (answer: CreateRuleSetResponse) => CreateRuleSetResponse.encode(answer).finish(),
  decode: (kept: Uint8Array) => CreateRuleSetResponse.decode(kept),
};

/** Begins a draft from the newest published set. */
export const createRuleSet =
  (deps: Deps) =>
  async (request: CreateRuleSetRequest, call: RpcCall): Promise<CreateRuleSetResponse> => {
    await administrator(deps, call);
    const { platform } = deps;
    const once = {
      caller: call.caller,
      method: 'create-rule-set',
      key: request.idempotencyKey,
      body: CreateRuleSetRequest.encode({ idempotencyKey: '' }).finish(),
    };
    const now = platform.clock.now();
    const base = await latestRuleSet(platform.mongo, 0);
    if (base === undefined) throw new Error('no published set');
    const draft = newDraft(newId(), base._id, base.rules, now);
    const answer = await onceOnly(
      platform.mongo,
      once,
      () => platform.clock.now(),
      answers,
      async (remember) => {
        const ruleSet = await draftView(deps, { ...draft, version: 1 });
        return platform.together(draft._id, async (session) => {
          writeDraft(session, draft, { action: 'create-rule-set', at: now, caller: call.caller });
          const response = { ruleSet };
          remember(session, response);
          return response;
        });
      },
    );
    platform.relay.poke();
    return answer;
  };
