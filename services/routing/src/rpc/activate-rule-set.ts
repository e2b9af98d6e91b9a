import { AppError, invalidField, isDuplicateKey, type RpcCall, writesOf } from '@jamaa/kit';
import type { ActivateRuleSetRequest, ActivateRuleSetResponse } from '@jamaa/proto/routing/v1/routing';
import { isDay } from '../domain/rule.ts';
import { dayOf } from '../events/request-of.ts';
import { latestRuleSet, type RuleSetRow, ruleSetCollection } from '../store/rule-sets.ts';
import { administrator } from './administrator.ts';
import type { Deps } from './deps.ts';
import { changeDraft, draftView } from './drafts.ts';

/** Publishes a draft that was tried and is unchanged since, from a local day on. */
export const activateRuleSet =
  (deps: Deps) =>
  async (request: ActivateRuleSetRequest, call: RpcCall): Promise<ActivateRuleSetResponse> => {
    const who = await administrator(deps, call);
    const { platform, book } = deps;
    const { id, expectedVersion, activeFrom } = request;
    const now = platform.clock.now();
    if (!isDay(activeFrom)) throw invalidField('activeFrom', 'date', 'must be a day, YYYY-MM-DD');
    if (activeFrom < dayOf(now)) throw invalidField('activeFrom', 'past', 'a set of rules does not begin in the past');
    const newest = await latestRuleSet(platform.mongo, 0);
    const changing = { id, expectedVersion, action: 'activate-rule-set', facts: { activeFrom } } as const;
    try {
      const row = await changeDraft(deps, call, who, changing, (before, session) => {
        if (before.state !== 'tried')
          throw new AppError('command-not-allowed', 'only a set that was tried, unchanged since, can be activated');
        mayFollow(newest, before.base, activeFrom);
        const ruleSetVersion = before.base + 1;
        const published = { _id: ruleSetVersion, rules: before.rules, activeFrom, publishedAt: now, publishedBy: id };
        writesOf(session).insert(ruleSetCollection, [published satisfies RuleSetRow]);
        return { ...before, state: 'activated', ruleSetVersion, activeFrom };
      });
      await book.refresh();
      return { ruleSet: await draftView(deps, row) };
    } catch (error) {
      if (isDuplicateKey(error)) throw overtaken();
      throw error;
    }
  };

const overtaken = (): AppError =>
  new AppError('version-conflict', 'another set was published since this draft was begun: begin a new one from it');

/** A set builds on the newest one, which may still wait for its day: it cannot begin before it. */
function mayFollow(newest: RuleSetRow | undefined, base: number, activeFrom: string): void {
  if (newest?._id !== base) throw overtaken();
  if (activeFrom < (newest.activeFrom ?? ''))
    throw invalidField('activeFrom', 'order', `the set before it begins on ${newest.activeFrom}: not before that day`);
}
