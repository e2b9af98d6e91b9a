import type { RpcCall } from '@jamaa/kit';
import {
  type EditRuleSetRequest,
  type EditRuleSetResponse,
  type ValidateRuleSetRequest,
  ValidateRuleSetResponse,
  type WithdrawRuleSetRequest,
  type WithdrawRuleSetResponse,
} from '@jamaa/proto/routing/v1/routing';
import { applyEdit, type Edit } from '../domain/edit.ts';
import { findDraft } from '../store/drafts.ts';
import { administrator } from './administrator.ts';
import type { Deps } from './deps.ts';
import { changeDraft, draftView, edited, worldOf } from './drafts.ts';
import { noContracts, problemMessage, ruleInput } from './rule-set-message.ts';

function editOf({ upserts, removals }: Pick<EditRuleSetRequest, 'upserts' | 'removals'>): Edit {
  noContracts(upserts);
  return { upserts: upserts.map(ruleInput), removals };
}

/** Changes rules of a draft: all or none of them, and the set is checked as a whole. */
export const editRuleSet =
  (deps: Deps) =>
  async (request: EditRuleSetRequest, call: RpcCall): Promise<EditRuleSetResponse> => {
    const who = await administrator(deps, call);
    const edit = editOf(request);
    const world = await worldOf(deps);
    const facts = { upserts: edit.upserts.length, removals: edit.removals.length };
    const { id, expectedVersion } = request;
    const changing = { id, expectedVersion, action: 'edit-rule-set', facts } as const;
    const row = await changeDraft(deps, call, who, changing, (before) => ({
      ...before,
      state: 'draft',
      triedAt: undefined,
      rules: edited(before.rules, edit, before.base + 1, world),
    }));
    return { ruleSet: await draftView(deps, row) };
  };

/** Every problem an edit would be refused for. Nothing is written. */
export const validateRuleSet =
  (deps: Deps) =>
  async (request: ValidateRuleSetRequest, call: RpcCall): Promise<ValidateRuleSetResponse> => {
    await administrator(deps, call);
    const row = await findDraft(deps.platform.mongo, request.id);
    const result = applyEdit(row.rules, editOf(request), row.base + 1, await worldOf(deps));
    return ValidateRuleSetResponse.fromPartial({ problems: result.ok ? [] : result.problems.map(problemMessage) });
  };

/** Gives a draft up; it stays on record. */
export const withdrawRuleSet =
  (deps: Deps) =>
  async ({ id, expectedVersion }: WithdrawRuleSetRequest, call: RpcCall): Promise<WithdrawRuleSetResponse> => {
    const who = await administrator(deps, call);
    const changing = { id, expectedVersion, action: 'withdraw-rule-set' } as const;
    const row = await changeDraft(deps, call, who, changing, (before) => ({ ...before, state: 'withdrawn' }));
    return { ruleSet: await draftView(deps, row) };
  };
