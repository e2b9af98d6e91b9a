import type { RpcCall } from '@jamaa/kit';
import {
  type GetRuleSetRequest,
  GetRuleSetResponse,
  type ListRuleSetsRequest,
  ListRuleSetsResponse,
  RuleSet,
} from '@jamaa/proto/routing/v1/routing';
import { changedRules } from '../domain/edit.ts';
import { brokenRules } from '../domain/known-bodies.ts';
import { findDraft, lastDrafts } from '../store/drafts.ts';
import { publishedSet, publishedSets, type RuleSetRow } from '../store/rule-sets.ts';
import { administrator } from './administrator.ts';
import type { Deps } from './deps.ts';
import { draftView, worldOf } from './drafts.ts';
import { draftMessage, ruleMessage } from './rule-set-message.ts';

const LAST_DRAFTS = 100;
const PUBLISHED = /^v([1-9]\d{0,8})$/;

/** Drafts that are open or ended, and every published set, without their rules. */
export const listRuleSets =
  (deps: Deps) =>
  async (_request: ListRuleSetsRequest, call: RpcCall): Promise<ListRuleSetsResponse> => {
    await administrator(deps, call);
    const { mongo } = deps.platform;
    const [drafts, sets] = [await lastDrafts(mongo, LAST_DRAFTS), await publishedSets(mongo)];
    return ListRuleSetsResponse.fromPartial({
      ruleSets: [...drafts.map((row) => draftMessage(row)), ...sets.map((row) => publishedMessage(deps, row))],
    });
  };

/** One set with its rules, and those of them that are broken. */
export const getRuleSet =
  (deps: Deps) =>
  async ({ id }: GetRuleSetRequest, call: RpcCall): Promise<GetRuleSetResponse> => {
    await administrator(deps, call);
    const { mongo } = deps.platform;
    const version = PUBLISHED.exec(id)?.[1];
    const published = version === undefined ? null : await publishedSet(mongo, Number(version));
    if (published === null) return { ruleSet: await draftView(deps, await findDraft(mongo, id)) };
    const world = await worldOf(deps);
    const before = published._id === 1 ? null : await publishedSet(mongo, published._id - 1);
    return GetRuleSetResponse.fromPartial({
      ruleSet: {
        ...publishedMessage(deps, published),
        rules: published.rules.map(ruleMessage),
        changed: before === null ? [] : changedRules(before.rules, published.rules).map((one) => one.id),
        broken: brokenRules(published.rules, world.bodies, world.now),
      },
    });
  };

function publishedMessage({ book }: Deps, row: Omit<RuleSetRow, 'rules'>): RuleSet {
  const inForce = book.current.version;
  return RuleSet.fromPartial({
    id: `v${row._id}`,
    version: row._id,
    state: row._id === inForce ? 'active' : row._id < inForce ? 'past' : 'scheduled',
    base: row._id - 1,
    ruleSetVersion: row._id,
    activeFrom: row.activeFrom ?? '',
    createdAt: row.publishedAt,
    updatedAt: row.publishedAt,
  });
}
